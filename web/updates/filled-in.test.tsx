import { useState } from "react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { isFilledIn, watchFields } from "./filled-in.ts";

beforeAll(watchFields);
afterEach(cleanup);

/** As the form of one's profile has it: React lets the default of such a field follow what is typed. */
function Kept() {
  const [text, setText] = useState("");
  const [lasts, setLasts] = useState("never");
  return (
    <form>
      <input aria-label="Status" value={text} onChange={({ target }) => setText(target.value)} />
      <select
        aria-label="Clear after"
        value={lasts}
        onChange={({ target }) => setLasts(target.value)}
      >
        <option>never</option>
        <option>1 hour</option>
      </select>
    </form>
  );
}

test("what somebody types into a field that the program keeps is not reloaded away", async () => {
  await render(<Kept />);
  expect(isFilledIn()).toBe(false);
  await page.getByLabelText("Status").fill("out sick");
  expect(isFilledIn()).toBe(true);
  await cleanup();
  expect(isFilledIn()).toBe(false);
});

test("what was chosen from a list is not reloaded away", async () => {
  await render(<Kept />);
  await page.getByLabelText("Clear after").selectOptions("1 hour");
  expect(isFilledIn()).toBe(true);
});

test("what was typed before anybody watched is not reloaded away either", async () => {
  await render(<input aria-label="Name of the community" defaultValue="" />);
  const field = page.getByLabelText("Name of the community").element();
  if (field instanceof HTMLInputElement) field.value = "Tea";
  expect(isFilledIn()).toBe(true);
});
