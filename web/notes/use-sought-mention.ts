import type { Editor } from "@tiptap/core";
import { useEffect } from "react";
import { useSearch } from "wouter";
import { readBeside } from "../room/beside-address.ts";

/** Where the address names a mention, that is brought into sight, as soon as it is there. */
export function useSoughtMention(editor: Editor | null): void {
  const beside = readBeside(useSearch());
  const mention = beside?.at === "note" ? beside.mention : undefined;
  useEffect(() => {
    if (!editor || mention === undefined) return;
    // When this ends the editor may have ended before.
    const { dom } = editor.view;
    const seek = () => {
      if (!show(editor, mention)) return;
      editor.off("update", seek);
    };
    editor.on("update", seek);
    seek();
    return () => {
      editor.off("update", seek);
      for (const found of dom.querySelectorAll("[data-sought]"))
        found.removeAttribute("data-sought");
    };
  }, [editor, mention]);
}

/** False: it is not there, or not yet. */
function show(editor: Editor, mention: string): boolean {
  let at: number | null = null;
  editor.state.doc.descendants((node, pos) => {
    if (node.type.name === "mention" && node.attrs["id"] === mention) at ??= pos;
    return at === null;
  });
  const element = at === null ? null : editor.view.nodeDOM(at);
  if (!(element instanceof HTMLElement)) return false;
  element.scrollIntoView({ block: "center" });
  element.dataset["sought"] = "";
  return true;
}
