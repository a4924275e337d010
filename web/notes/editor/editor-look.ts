import { getMarkRange, type Editor } from "@tiptap/core";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type { UndoManager } from "yjs";
import { createStore, type StoreApi } from "zustand/vanilla";

export const STYLES = ["text", "heading1", "heading2", "heading3"] as const;
export type Style = (typeof STYLES)[number];
export const MARKS = ["bold", "italic", "strike", "code"] as const;
export const BLOCKS = ["bulletList", "orderedList", "taskList", "blockquote", "codeBlock"] as const;
export type Tool = (typeof MARKS)[number] | (typeof BLOCKS)[number];

/** What the tools show of the place where the cursor is. */
export type EditorLook = {
  style: Style;
  on: readonly Tool[];
  /** Where the link leads in which the cursor stands. */
  link: string | null;
  /** The message whose thread is about the passage in which the cursor stands. */
  comment: number | null;
  /** Words are chosen, and not only a place among them. */
  hasSelection: boolean;
  /** Where the bar about this place stands: what is chosen, else the link or the passage around the cursor. */
  around: Stretch | null;
  isEmpty: boolean;
  canUndo: boolean;
  canRedo: boolean;
};

/** From one place in the document to another. */
export type Stretch = { from: number; to: number };

/** Follows an editor until it is destroyed. Tells only what has changed. */
export function followLook(editor: Editor): StoreApi<EditorLook> {
  const look = createStore(() => lookOf(editor));
  editor.on("transaction", () => {
    if (editor.isDestroyed) return;
    const next = lookOf(editor);
    if (JSON.stringify(next) !== JSON.stringify(look.getState())) look.setState(next, true);
  });
  return look;
}

function lookOf(editor: Editor): EditorLook {
  const href: unknown = editor.getAttributes("link")["href"];
  const seq: unknown = editor.getAttributes("comment")["seq"];
  const { from, to } = editor.state.selection;
  const hasSelection = hasWords(editor, from, to);
  return {
    style: styleOf(editor),
    on: [...MARKS, ...BLOCKS].filter((tool) => editor.isActive(tool)),
    link: typeof href === "string" ? href : null,
    comment: typeof seq === "number" && seq > 0 ? seq : null,
    hasSelection,
    around: hasSelection
      ? { from, to }
      : (markAround(editor, "comment") ?? markAround(editor, "link")),
    isEmpty: editor.isEmpty,
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

function hasWords({ state }: Editor, from: number, to: number): boolean {
  let isFound = false;
  state.doc.nodesBetween(from, to, (node) => {
    isFound ||= node.isInline;
    return !isFound;
  });
  return isFound && from < to;
}

function markAround({ state }: Editor, name: "comment" | "link"): Stretch | null {
  const { selection, schema } = state;
  const type = schema.marks[name];
  const range = type && selection.empty ? getMarkRange(selection.$from, type) : undefined;
  return range ? { from: range.from, to: range.to } : null;
}

function styleOf(editor: Editor): Style {
  const level = ([1, 2, 3] as const).find((wanted) =>
    editor.isActive("heading", { level: wanted }),
  );
  return level === undefined ? "text" : `heading${level}`;
}

/** Does what a tool says, and gives the keyboard back to the text. */
export function runTool(editor: Editor, tool: Tool): void {
  const chain = anew(editor);
  switch (tool) {
    case "bold":
      return void chain.toggleBold().run();
    case "italic":
      return void chain.toggleItalic().run();
    case "strike":
      return void chain.toggleStrike().run();
    case "code":
      return void chain.toggleCode().run();
    case "bulletList":
      return void chain.toggleBulletList().run();
    case "orderedList":
      return void chain.toggleOrderedList().run();
    case "taskList":
      return void chain.toggleTaskList().run();
    case "blockquote":
      return void chain.toggleBlockquote().run();
    case "codeBlock":
      return void chain.toggleCodeBlock().run();
  }
}

export function chooseStyle(editor: Editor, style: Style): void {
  const chain = anew(editor);
  switch (style) {
    case "text":
      return void chain.setParagraph().run();
    case "heading1":
      return void chain.setHeading({ level: 1 }).run();
    case "heading2":
      return void chain.setHeading({ level: 2 }).run();
    case "heading3":
      return void chain.setHeading({ level: 3 }).run();
  }
}

/** What a tool does is undone by itself, and not together with what was typed before. */
function anew(editor: Editor) {
  const undo: { undoManager: UndoManager } | undefined = yUndoPluginKey.getState(editor.state);
  undo?.undoManager.stopCapturing();
  return editor.chain().focus();
}
