import type { Keys } from "../palette/keys.ts";
import type { Style, Tool } from "./editor/editor-look.ts";

/** All that has a key of its own while one writes in a note. */
export type NoteDeed =
  | Tool
  | Style
  | "link"
  | "undo"
  | "redo"
  | "tick"
  | "deeper"
  | "higher"
  | "tools"
  | "leave";

/** Those of the field for messages where it has them (composer/format-tools.ts), else the editor's own (editor/note-keys.ts). */
export const NOTE_KEYS: Readonly<Record<NoteDeed, Keys>> = {
  bold: "mod+b",
  italic: "mod+i",
  strike: "mod+shift+x",
  code: "mod+e",
  codeBlock: "mod+shift+c",
  link: "mod+shift+u",
  text: "mod+alt+0",
  heading1: "mod+alt+1",
  heading2: "mod+alt+2",
  heading3: "mod+alt+3",
  bulletList: "mod+shift+8",
  orderedList: "mod+shift+7",
  taskList: "mod+shift+6",
  blockquote: "mod+shift+9",
  tick: "mod+Enter",
  deeper: "Tab",
  higher: "shift+Tab",
  undo: "mod+z",
  redo: "mod+shift+z",
  tools: "alt+F10",
  leave: "Escape",
};
