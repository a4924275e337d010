import { describe, expect, it, test } from "vitest";
import { changed, type Change } from "./change.ts";
import { isWebAddress, makeLink, toggleBlock, toggleMark, type Mark } from "./formatting.ts";

/** "a [b] c": what is selected stands in brackets. */
function read(told: string): [string, number, number] {
  const start = told.indexOf("⟦");
  const end = told.indexOf("⟧") - 1;
  return [told.replace(/[⟦⟧]/g, ""), start, end];
}

function told(text: string, change: Change): string {
  const made = changed(text, change);
  const [start, end] = change.select;
  return `${made.slice(0, start)}⟦${made.slice(start, end)}⟧${made.slice(end)}`;
}

describe("a mark", () => {
  test.each<[string, Mark, string]>([
    ["say ⟦this⟧ aloud", "bold", "say **⟦this⟧** aloud"],
    ["say **⟦this⟧** aloud", "bold", "say ⟦this⟧ aloud"],
    ["say ⟦**this**⟧ aloud", "bold", "say ⟦this⟧ aloud"],
    ["say⟦ this ⟧aloud", "italic", "say _⟦this⟧_ aloud"],
    ["⟦⟧", "strike", "~~⟦⟧~~"],
    ["~~⟦⟧~~", "strike", "⟦⟧"],
    ["run ⟦it⟧", "code", "run `⟦it⟧`"],
    ["_⟦both⟧_", "bold", "_**⟦both⟧**_"],
  ])("%s as %s", (before, mark, after) => {
    const [text, start, end] = read(before);
    expect(told(text, toggleMark(text, start, end, mark))).toBe(after);
  });

  it("put on twice leaves the text as it was", () => {
    for (const mark of ["bold", "italic", "strike", "code"] as const) {
      const once = toggleMark("one two three", 4, 7, mark);
      const text = changed("one two three", once);
      expect(changed(text, toggleMark(text, ...once.select, mark))).toBe("one two three");
    }
  });
});

describe("a block of code", () => {
  test.each([
    ["before\n⟦one\ntwo⟧\nafter", "before\n```\n⟦one\ntwo⟧\n```\nafter"],
    ["```\n⟦one\ntwo⟧\n```", "⟦one\ntwo⟧"],
    ["⟦```js\none\n```⟧", "⟦one⟧"],
    ["⟦⟧", "```\n⟦⟧\n```"],
  ])("%#", (before, after) => {
    const [text, start, end] = read(before);
    expect(told(text, toggleBlock(text, start, end))).toBe(after);
  });
});

describe("a link", () => {
  test.each([
    ["see ⟦this⟧", undefined, "see [this](⟦⟧)"],
    ["see ⟦this⟧", "https://a.example", "see [this](https://a.example)⟦⟧"],
    ["⟦https://a.example⟧", undefined, "[⟦⟧](https://a.example)"],
    ["⟦⟧", undefined, "[⟦⟧]()"],
  ])("of %s with %s", (before, address, after) => {
    const [text, start, end] = read(before);
    expect(told(text, makeLink(text, start, end, address))).toBe(after);
  });

  it("leads to the web and nowhere else", () => {
    expect(isWebAddress("https://a.example/b?c#d")).toBe(true);
    expect(isWebAddress("javascript:alert(1)")).toBe(false);
    expect(isWebAddress("https://a.example and more")).toBe(false);
  });
});
