import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { MAX_LINK_LENGTH } from "#protocol/notes/limits.ts";
import * as Y from "yjs";
import { FakeNote } from "./fake-note.test-kit.ts";
import { openFakeNote, showNoteOf } from "./shown-note.test-kit.tsx";

let server: FakeNote;

beforeEach(async () => {
  server = new FakeNote();
  await page.viewport(1200, 800);
});
afterEach(async () => {
  await cleanup();
  document.documentElement.dir = "";
});

const type = (keys: string) => userEvent.keyboard(keys);
async function status(says: string) {
  await expect.element(page.getByText(says, { exact: true })).toBeVisible();
}

async function stored(words: string | RegExp) {
  await expect.poll(() => server.text).toMatch(words);
}

/** What another person writes, behind everything. */
function otherWrites(words: string) {
  server.write((doc) => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    doc.getXmlFragment("note").push([paragraph]);
  });
}

describe("in a note", () => {
  test("what is typed is the room's, and said to be saved when it is", async () => {
    server.savesAtOnce = false;
    const { box } = await showNoteOf(server);
    await expect.element(page.getByText(/What was decided/)).toBeVisible();
    await userEvent.click(box);
    await type("Bring tea");
    await expect.element(page.getByText(/What was decided/)).not.toBeInTheDocument();
    await stored("Bring tea");
    await status("Saving…");
    server.save();
    await status("Saved");
  });

  test("Enter parts a line where the cursor is, also where the browser has not said yet that it has moved", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("one{Enter}two{ArrowUp}");
    await expect.poll(() => getSelection()?.anchorNode?.textContent).toBe("one");
    // It says so in a turn of its own, after this one.
    getSelection()?.collapse(box.element().lastElementChild?.firstChild ?? null, 3);
    const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
    box.element().dispatchEvent(new KeyboardEvent("keydown", enter));
    await type("three");
    await stored(/one.*two.*three/);
    expect(box.element().textContent).toBe("onetwothree");
  });

  test("marks, headings and lists are made by the signs that people know", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type(
      "# Plan{Enter}a **bold** word and `code`{Enter}- one{Enter}two{Enter}{Enter}1. first",
    );
    await expect.element(page.getByRole("heading", { level: 1, name: "Plan" })).toBeVisible();
    expect(box.element().querySelector("strong")?.textContent).toBe("bold");
    expect(box.element().querySelector("p code")?.textContent).toBe("code");
    const lists = [...box.element().querySelectorAll("ul, ol")];
    expect(lists.map((list) => [list.tagName, list.textContent])).toEqual([
      ["UL", "onetwo"],
      ["OL", "first"],
    ]);
  });

  test("a checklist is written and ticked by keys alone", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("[[] buy milk");
    const milk = page.getByRole("checkbox", { name: "buy milk" });
    await expect.element(milk).not.toBeChecked();
    await type("{Control>}{Enter}{/Control}");
    await expect.element(milk).toBeChecked();
    await type("{Enter}boil water");
    await expect.element(page.getByRole("checkbox", { name: "boil water" })).not.toBeChecked();
    await userEvent.click(page.getByRole("checkbox", { name: "boil water" }));
    await stored(/checked="true".*checked="true"/);
  });

  test("keys and tools do the same, and the tools show what holds", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("{Control>}b{/Control}loud");
    await expect
      .element(page.getByRole("button", { name: "Bold" }))
      .toHaveAttribute("aria-pressed", "true");
    await userEvent.click(page.getByRole("button", { name: "Bold" }));
    await expect.element(box).toHaveFocus();
    await type(" calm");
    expect(box.element().querySelector("strong")?.textContent).toBe("loud");
    await userEvent.click(page.getByRole("button", { name: "Kind of text: Text" }));
    await userEvent.click(page.getByRole("menuitemradio", { name: "Heading", exact: true }));
    await expect.element(page.getByRole("heading", { level: 2, name: "loud calm" })).toBeVisible();
    await expect.element(box).toHaveFocus();
    await type("{Control>}z{/Control}");
    await expect.element(page.getByRole("heading", { name: "loud calm" })).not.toBeInTheDocument();
  });

  test("an address that is typed leads there, and can be taken out without a mouse", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type(
      "see https://tea.example/a and{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}",
    );
    const line = page.getByRole("group", { name: "This link leads to" });
    await expect.element(line.getByRole("link", { name: "tea.example/a" })).toBeVisible();
    await userEvent.click(line.getByRole("button", { name: "Remove" }));
    expect(box.element().querySelector("a")).toBeNull();
    await type("{Control>}{Shift>}u{/Shift}{/Control}");
    await userEvent.fill(page.getByRole("textbox", { name: "Address" }), "javascript:alert(1)");
    await userEvent.click(page.getByRole("button", { name: "Set the link" }));
    await expect.element(page.getByRole("alert")).toHaveTextContent("not an address");
    const long = `milk.example/${"x".repeat(MAX_LINK_LENGTH)}`;
    await userEvent.fill(page.getByRole("textbox", { name: "Address" }), long);
    await userEvent.click(page.getByRole("button", { name: "Set the link" }));
    await expect.element(page.getByRole("alert")).toHaveTextContent("too long");
    expect(box.element().querySelector("a")).toBeNull();
    await userEvent.fill(page.getByRole("textbox", { name: "Address" }), "milk.example");
    await userEvent.click(page.getByRole("button", { name: "Set the link" }));
    await expect.poll(() => box.element().querySelector("a")?.href).toBe("https://milk.example/");
  });

  test("somebody is named by a few letters, and by nothing but their id", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("ask @b");
    await expect.element(page.getByRole("option", { name: /Bob/i })).toBeVisible();
    expect(box.element().getAttribute("aria-activedescendant")).not.toBeNull();
    await type("{Enter}today");
    await expect.element(page.getByRole("listbox")).not.toBeInTheDocument();
    expect(box.element().textContent).toMatch(/^ask @bob today$/i);
    // By this one id whoever is meant hears of it, once.
    await stored(/ask <mention id="[\da-f-]{36}" person="bob"><\/mention> today</);
  });

  test("a sign that a list has by itself says nothing in it, and a box makes it a checklist", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("- one{Enter}- two{Enter}{Enter}1. first{Enter}2. second{Enter}{Enter}");
    await type("- [[ ] milk{Enter}[[ ] bread{Enter}- [[ ] salt{Enter}[[x] oil");
    const texts = (name: string) =>
      [...box.element().querySelectorAll(name)].map((item) => item.querySelector("p")?.textContent);
    expect(texts("ul:not([data-type]) > li")).toEqual(["one", "two"]);
    expect(texts("ol > li")).toEqual(["first", "second"]);
    expect(texts("ul[data-type] > li")).toEqual(["milk", "bread", "salt", "[x] oil"]);
    // What stands later in a line is meant.
    await type(" - [[ ] fine");
    expect(box.element().textContent).toContain("oil - [ ] fine");
  });

  test("two who write at once end with the same", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("mine");
    otherWrites("theirs");
    await expect.element(page.getByText("theirs")).toBeVisible();
    await type(" too");
    await stored("<paragraph>mine too</paragraph><paragraph>theirs</paragraph>");
  });

  test("others' cursors stand there by the names that people have here", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("hello");
    await stored("hello");
    const bob = openFakeNote(server, "bob");
    await expect.poll(() => bob.facts.getState().line.isSynced).toBe(true);
    const words = (bob.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const at = Y.createRelativePositionFromTypeIndex(words, 2);
    bob.awareness.setLocalState({
      user: { id: "ann", name: "<b>Mallory</b>" },
      cursor: { anchor: at, head: at },
    });
    const name = () => box.element().querySelector<HTMLElement>("[data-name]")?.dataset["name"];
    await expect.poll(name).toBe("Bob");
    await expect.element(page.getByRole("img", { name: "Also here: Bob" })).toBeVisible();
    expect(document.body.textContent).not.toContain("Mallory");
    bob.close();
    await expect.poll(name).toBeUndefined();
  });

  test("who may only read has the words and no tools", async () => {
    server.mayWrite = false;
    otherWrites("decided: tea");
    const { box } = await showNoteOf(server);
    await status("You can read this note");
    await expect.element(page.getByText("decided: tea")).toBeVisible();
    await expect.element(page.getByRole("toolbar")).not.toBeInTheDocument();
    await expect.element(box).toHaveAttribute("aria-readonly", "true");
    await userEvent.click(box);
    await type("no");
    expect(server.taken).toEqual([]);
    expect(box.element().textContent).toBe("decided: tea");
  });

  test("without a line one goes on writing, and is told that it is kept here alone", async () => {
    const { box } = await showNoteOf(server);
    server.isReachable = false;
    server.end();
    await status("Offline, kept on this device");
    await userEvent.click(box);
    await type("later");
    expect(server.text).toBe("");
    server.isReachable = true;
    await stored("<paragraph>later</paragraph>");
    await status("Saved");
  });

  test("a note that is full says so until something fits again", async () => {
    const { box } = await showNoteOf(server);
    server.savesAtOnce = false;
    await userEvent.click(box);
    await type("x");
    await stored("x");
    server.say({ t: "refused", code: "note_full" });
    server.isReachable = false;
    server.end(4422);
    await expect.element(page.getByText(/The note is full/)).toBeVisible();
    server.isReachable = true;
    await status("Saved");
  });

  test("Escape gives the keyboard back, and again closes the note", async () => {
    const { box } = await showNoteOf(server);
    await userEvent.click(box);
    await type("- one{Enter}{Tab}two{Escape}");
    expect(box.element().querySelector("li li")?.textContent).toBe("two");
    await expect.element(page.getByRole("heading", { name: "Note" })).toHaveFocus();
    await type("{Tab}");
    expect(box.element().contains(document.activeElement)).toBe(false);
  });

  test("runs from right to left where the words do, and nothing is wrong with it for those who listen", async () => {
    document.documentElement.dir = "rtl";
    const { box, shown } = await showNoteOf(server);
    await userEvent.click(box);
    await type("# مرحبا{Enter}[[] شاي{Enter}{Enter}plain");
    const heading = box.element().querySelector("h1");
    expect(heading && getComputedStyle(heading).direction).toBe("rtl");
    expect(
      getComputedStyle(box.element().querySelector(":scope > p") ?? document.body).direction,
    ).toBe("ltr");
    const { violations } = await axe.run(shown.container);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
