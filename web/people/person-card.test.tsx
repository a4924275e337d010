import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { queryClient } from "../query-client.ts";
import type { Card } from "./people-by-http.ts";
import { PersonCards } from "./person-cards.tsx";

afterEach(async () => {
  await cleanup();
  queryClient.clear();
});

const SINCE = new Date(2026, 2, 3, 12).getTime();
const BOB: Card = {
  kind: "person",
  id: "bob",
  name: "Bob",
  pronouns: "he/him",
  role: "admin",
  since: SINCE,
  status: { emoji: "🌴", text: "On holiday", until: null },
  isBanned: false,
};

/** A page on which Bob is named twice, as in the timeline, beside something else. */
async function show(card: Card = BOB) {
  queryClient.setQueryData(["person", card.id], card);
  await render(
    <QueryClientProvider client={queryClient}>
      {["first", "second"].map((place) => (
        <article key={place} data-row aria-label={place}>
          <i data-person={card.id} data-name={card.name}>
            picture {place}
          </i>
          <bdi role="button" tabIndex={0} data-person={card.id} data-name={card.name}>
            {card.name}, {place}
          </bdi>
        </article>
      ))}
      <button type="button">Elsewhere</button>
      <PersonCards />
    </QueryClientProvider>,
  );
}

const dialog = () => page.getByRole("dialog", { name: "Bob" });
const named = (place: string) => page.getByRole("button", { name: `Bob, ${place}` });

test("says who somebody is", async () => {
  await show();
  await named("first").click();
  await expect.element(dialog()).toBeVisible();
  const says = dialog().element().textContent;
  for (const fact of ["he/him", "🌴On holiday", "Admin since ", "2026"])
    expect(says).toContain(fact);
});

test.each(["{Enter}", " "])(
  "opens by keyboard (%j) and gives the focus back on Escape",
  async (key) => {
    await show();
    const name = named("second");
    name.element().focus();
    await userEvent.keyboard(key);
    await expect.element(dialog()).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(name).toHaveFocus();
  },
);

test("opened by a picture it gives the focus to the name beside it", async () => {
  await show();
  await page.getByText("picture second").click();
  await expect.element(dialog()).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(named("second")).toHaveFocus();
});

test("another name pressed shows that one, and a press elsewhere none", async () => {
  await show();
  await named("first").click();
  await expect.element(dialog()).toBeVisible();
  await named("second").click();
  await expect.element(dialog()).toBeVisible();
  expect(document.querySelectorAll("[popover]").length).toBe(1);
  await page.getByRole("button", { name: "Elsewhere" }).click();
  await expect.element(dialog()).not.toBeInTheDocument();
});

test("the same name pressed again shows it again", async () => {
  await show();
  for (let times = 0; times < 3; times += 1) {
    await named("first").click();
    await expect.element(dialog()).toBeVisible();
  }
});

test("a press that ends a selection of text opens nothing", async () => {
  await show();
  window.getSelection()?.selectAllChildren(page.getByRole("article", { name: "first" }).element());
  named("first")
    .element()
    .dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await new Promise((frame) => requestAnimationFrame(frame));
  expect(document.querySelector("[popover]")).toBe(null);
  window.getSelection()?.removeAllRanges();
});

test.each([
  ["placeholder", "Bob", "From imported history"],
  ["departed", "Former member", "This account was deleted"],
] as const)("is small for a %s, who is called %s", async (kind, called, says) => {
  await show({ kind, id: "bob", name: "Bob" });
  await named("first").click();
  await expect.element(page.getByText(says)).toBeVisible();
  const card = page.getByRole("dialog", { name: called });
  expect(card.element().textContent).not.toContain("since");
});

test("takes a status away when its time is over, without asking", async () => {
  const until = Date.now() + 400;
  await show({ ...BOB, status: { emoji: "", text: "Back in a blink", until } });
  await named("first").click();
  await expect.element(page.getByText("Back in a blink")).toBeVisible();
  await expect.poll(() => dialog().element().textContent).not.toContain("blink");
  expect(Date.now()).toBeGreaterThanOrEqual(until);
});

test("says so when somebody was put out", async () => {
  await show({ ...BOB, isBanned: true });
  await named("first").click();
  await expect.element(page.getByText("Put out of the community")).toBeVisible();
});

test("stays inside the window, however low the name stands", async () => {
  await show();
  const low = named("second").element();
  low.style.cssText = "position: fixed; bottom: 0; right: 0";
  await named("second").click();
  await expect.element(dialog()).toBeVisible();
  await expect
    .poll(() => {
      const { top, left, right, bottom } = dialog().element().getBoundingClientRect();
      return top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight;
    })
    .toBe(true);
});
