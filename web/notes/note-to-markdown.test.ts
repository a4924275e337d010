import { expect, it } from "vitest";
import { markdownOf } from "./note-to-markdown.ts";
import { noteSchema } from "./note-schema.ts";

const names = {
  person: (id: string) => (id === "p1" ? "Bob" : "someone"),
  room: (id: string) => (id === "kitchen" ? "Kitchen" : "a room"),
  spoiler: "spoiler",
};

type Json = { type: string; text?: string; attrs?: object; marks?: object[]; content?: Json[] };

const text = (words: string, ...marks: string[]): Json => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const p = (...content: Json[]): Json => ({ type: "paragraph", content });

function told(...content: Json[]): string {
  const note = noteSchema().nodeFromJSON({ type: "doc", content });
  return markdownOf(note, { names, origin: "https://c.example" });
}

it("a note is told in Markdown with all that it holds", () => {
  const note = told(
    { type: "heading", attrs: { level: 2 }, content: [text("Plan")] },
    p(
      text("a "),
      text("bold", "bold"),
      text(", "),
      text("gone", "strike"),
      text(" and "),
      text("x*y", "code"),
    ),
    {
      type: "taskList",
      content: [
        { type: "taskItem", attrs: { checked: true }, content: [p(text("milk"))] },
        {
          type: "taskItem",
          attrs: { checked: false },
          content: [
            p(text("tea")),
            {
              type: "taskList",
              content: [
                { type: "taskItem", attrs: { checked: false }, content: [p(text("green"))] },
              ],
            },
          ],
        },
      ],
    },
    {
      type: "orderedList",
      attrs: { start: 3 },
      content: [{ type: "listItem", content: [p(text("three"))] }],
    },
    { type: "blockquote", content: [p(text("said"))] },
    { type: "codeBlock", attrs: { language: "sh" }, content: [text("npm test\nls")] },
    { type: "horizontalRule" },
  );
  expect(note).toBe(
    "## Plan\n\na **bold**, ~~gone~~ and `x*y`\n\n- [x] milk\n- [ ] tea\n  - [ ] green\n\n3. three\n\n> said\n\n```sh\nnpm test\nls\n```\n\n---\n",
  );
});

it("people and rooms are told by what they are called today, and signs that would mean something stay signs", () => {
  const note = told(
    p({ type: "mention", attrs: { person: "p1" } }, text(" knows # and * in "), {
      type: "place",
      attrs: { room: "kitchen", seq: 12 },
    }),
  );
  expect(note).toBe("@Bob knows # and \\* in [#Kitchen](https://c.example/rooms/kitchen/12)\n");
});
