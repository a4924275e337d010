import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { MAX_LINK_LENGTH, MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { showNoteOf } from "./shown-note.test-kit.tsx";

let server: FakeNote;

beforeEach(async () => {
  server = new FakeNote();
  await page.viewport(1200, 800);
});
afterEach(cleanup);

async function stored(words: string) {
  await expect.poll(() => server.text).toMatch(words);
}

test("what is pasted keeps what it means, and nothing that runs", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  paste(
    box.element(),
    "x",
    '<h2>Plan</h2><ul><li>one</li></ul><p><a href="javascript:alert(1)">bad</a> <a href="https://tea.example/">good</a></p><img src=x onerror=alert(1)>',
  );
  await stored("Plan");
  expect(box.element().querySelector("h2")?.textContent).toBe("Plan");
  expect(box.element().querySelector("li")?.textContent).toBe("one");
  const links = [...box.element().querySelectorAll("a")].map(({ href }) => href);
  expect(links).toEqual(["https://tea.example/"]);
  expect(box.element().innerHTML).not.toContain("onerror");
});

test("an address that is pasted over words makes a link of them", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  await userEvent.keyboard("see the recipe{Shift>}{Control>}{ArrowLeft}{/Control}{/Shift}");
  paste(box.element(), "https://tea.example/x");
  await expect
    .element(page.getByRole("link", { name: "recipe", exact: true }).first())
    .toHaveAttribute("href", "https://tea.example/x");
  expect(box.element().textContent).toBe("see the recipe");
});

test("plain text that is pasted stands as its lines, with links in it", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  paste(box.element(), `one\ntwo https://tea.example/x.\n${location.origin}/rooms/tea/5`);
  await stored("two");
  const text = [...box.element().querySelectorAll("p")].map((line) => line.textContent);
  expect(text.slice(0, 2)).toEqual(["one", "two https://tea.example/x."]);
  expect(box.element().querySelector("a")?.href).toBe("https://tea.example/x");
  expect(box.element().querySelector("[data-place]")?.getAttribute("href")).toBe("/rooms/tea/5");
});

/** More than a change holds. */
const ENDLESS = `https://tea.example/${"x".repeat(MAX_NOTE_UPDATE_BYTES)}`;

test.each([
  ["as text, and as the end of a line", () => [ENDLESS]],
  ["from a page", () => ["x", `<p><b>see</b> <a href="${ENDLESS}">the recipe</a></p>`]],
] as const)(
  "an endless address that is pasted %s stays words, which are saved",
  async (_, what) => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    const [text = "", html] = what();
    paste(box.element(), text, html);
    await userEvent.keyboard("{Enter}tea");
    await stored("tea</");
    const words = html === undefined ? ENDLESS : "see the recipe";
    expect(box.element().textContent).toBe(`${words}tea`);
    expect(box.element().querySelector("a")).toBeNull();
    expect(Math.max(...server.taken)).toBeLessThanOrEqual(MAX_NOTE_UPDATE_BYTES);
  },
);

test("an endless address that is pasted over words takes their place, as any words do", async () => {
  const { box } = await showNoteOf(server);
  await userEvent.click(box);
  await userEvent.keyboard("see the recipe{Shift>}{Control>}{ArrowLeft}{/Control}{/Shift}");
  paste(box.element(), ENDLESS);
  await userEvent.keyboard("{Enter}tea");
  await stored("tea</");
  expect(box.element().textContent).toBe(`see the ${ENDLESS}tea`);
  expect(box.element().querySelector("a")).toBeNull();
  expect(Math.max(...server.taken)).toBeLessThanOrEqual(MAX_NOTE_UPDATE_BYTES);
});

test("as long an address as the note can keep is a link", async () => {
  const { box } = await showNoteOf(server);
  const href = `https://tea.example/${"x".repeat(MAX_LINK_LENGTH)}`.slice(0, MAX_LINK_LENGTH);
  await userEvent.click(box);
  paste(box.element(), `${href} ${href}x`);
  await stored("tea");
  const links = [...box.element().querySelectorAll("a")].map((link) => link.href);
  expect(links).toEqual([href]);
});

function paste(field: Element, text: string, html?: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (html !== undefined) clipboardData.setData("text/html", html);
  field.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}
