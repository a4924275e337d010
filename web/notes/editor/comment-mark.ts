import { Mark } from "@tiptap/core";

/** A passage that a thread of the room is about, by the number of its first message. Several may overlap. */
export const CommentMark = Mark.create({
  name: "comment",
  inclusive: false,
  excludes: "",
  addAttributes: () => ({ seq: { default: 0 } }),
  // What is copied takes no comment along: its thread is about the place where it stood.
  parseHTML: () => [],
  renderHTML: ({ mark }) => ["span", { "data-comment": String(mark.attrs["seq"]) }, 0],
});
