import type { Extensions } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, OrderedList, TaskItem, TaskList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { CommentMark } from "./comment-mark.ts";
import { LinkMark } from "./link-mark.ts";
import { MentionNode, PlaceNode, type NoteNames } from "./mention-node.ts";

type Wishes = {
  names: NoteNames | null;
  /** What a box of a checklist is called: by what stands beside it. */
  boxLabel: (text: string) => string;
};

/** Each part runs as its own words do. The editor's own option for this would write it into the document. */
const AS_WRITTEN = { HTMLAttributes: { dir: "auto" } };

/**
 * All that a note can hold. What is here and what stands in the documents of rooms have to stay the same: an editor takes out what it
 * does not know, for everyone.
 */
export function noteExtensions({ names, boxLabel }: Wishes): Extensions {
  return [
    Document,
    Paragraph.configure(AS_WRITTEN),
    Text,
    Heading.configure({ levels: [1, 2, 3], ...AS_WRITTEN }),
    Bold,
    Italic,
    Strike,
    Code,
    CodeBlock.configure({ HTMLAttributes: { dir: "ltr", spellcheck: "false" } }),
    Blockquote.configure(AS_WRITTEN),
    BulletList.configure(AS_WRITTEN),
    OrderedList.configure(AS_WRITTEN),
    ListItem,
    TaskList.configure(AS_WRITTEN),
    TaskItem.configure({
      nested: true,
      a11y: { checkboxLabel: ({ textContent }) => boxLabel(textContent) },
    }),
    HorizontalRule,
    HardBreak,
    LinkMark,
    CommentMark,
    MentionNode.configure({ names }),
    PlaceNode.configure({ names }),
  ];
}
