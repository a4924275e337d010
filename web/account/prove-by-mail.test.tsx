import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { ProveByMail } from "./prove-by-mail.tsx";

afterEach(cleanup);

test("nothing is mailed before one asks for it, and Escape gives it up", async () => {
  const ends: boolean[] = [];
  await render(<ProveByMail want={{ done: (isProved) => ends.push(isProved) }} />);
  await expect.element(page.getByRole("dialog", { name: "Show that it is you" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Email me a code" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(ends).toEqual([false]);
});
