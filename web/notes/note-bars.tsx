import type { Editor } from "@tiptap/core";
import type { RefObject } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { EditorLook } from "./editor/editor-look.ts";
import { addressOf } from "./editor/link-mark.ts";
import { FloatingBar } from "./floating-bar.tsx";
import { LinkLine } from "./link-line.tsx";
import { SelectionBar } from "./selection-bar.tsx";

type NoteBarsProps = {
  editor: Editor;
  look: StoreApi<EditorLook>;
  scroller: RefObject<HTMLElement | null>;
  onLink: () => void;
  onQuote: (as: "draft" | "thread") => void;
  onThread: (seq: number) => void;
};

/** The bar that stands beside what is chosen, or beside the link or the passage in which the cursor stands. */
export function NoteBars(props: NoteBarsProps) {
  const { editor, look, scroller, onLink, onQuote, onThread } = props;
  const { around, hasSelection, link, comment } = useStore(look);
  if (around === null) return null;
  if (!hasSelection && comment === null && addressOf(link) === null) return null;
  return (
    <FloatingBar
      editor={editor}
      scroller={scroller}
      about={around}
      wished={hasSelection ? "over" : "under"}
    >
      {hasSelection ? (
        <SelectionBar editor={editor} look={look} onLink={onLink} onQuote={onQuote} />
      ) : (
        <LinkLine editor={editor} look={look} onChange={onLink} onThread={onThread} />
      )}
    </FloatingBar>
  );
}
