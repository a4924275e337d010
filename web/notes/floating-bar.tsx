import type { Editor } from "@tiptap/core";
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { isTouch } from "../ui/touch.ts";
import type { Stretch } from "./editor/editor-look.ts";
import css from "./floating-bar.module.css";
import { placeBeside, type Box } from "./place-beside.ts";

type FloatingBarProps = {
  editor: Editor;
  /** What scrolls with the text in it: the bar keeps inside. */
  scroller: RefObject<HTMLElement | null>;
  /** What it is about, and does not cover. */
  about: Stretch;
  wished: "over" | "under";
  children: ReactNode;
};

/**
 * Beside the words that it is about, inside the note; where they leave no room, it stands under the text, which then ends above it. Not a
 * popover: it comes and goes with the cursor, and must not take a press or the Escape key from anything.
 */
export function FloatingBar({ editor, scroller, about, wished, children }: FloatingBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      if (bar.current && scroller.current && !editor.isDestroyed)
        put(bar.current, scroller.current, wordsAt(editor, about), wished);
    };
    place();
    const observer = new ResizeObserver(place);
    if (scroller.current) observer.observe(scroller.current);
    // Others write above it, too.
    editor.on("transaction", place);
    window.addEventListener("scroll", place, true);
    return () => {
      observer.disconnect();
      editor.off("transaction", place);
      window.removeEventListener("scroll", place, true);
    };
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Keys of what is in it, on their way up.
    <div
      ref={bar}
      className={css["bar"]}
      data-floating
      data-keeps-escape
      // The text keeps its selection, and a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        editor.commands.focus();
      }}
    >
      {children}
    </div>
  );
}

function put(bar: HTMLElement, scroller: HTMLElement, words: Box, wished: "over" | "under"): void {
  const frame = bar.parentElement?.getBoundingClientRect();
  if (!frame) return;
  const isDocked = bar.dataset["docked"] !== undefined;
  const { left, top, right, bottom } = scroller.getBoundingClientRect();
  const size = { width: bar.offsetWidth, height: bar.offsetHeight };
  // As if it took no room, or it would come and go.
  const bounds = { left, top, right, bottom: bottom + (isDocked ? size.height : 0) };
  // A phone's own menu lies over what is chosen.
  const at = placeBeside(words, size, bounds, isTouch() ? "under" : wished);
  if (at === null) bar.dataset["docked"] = "";
  else delete bar.dataset["docked"];
  bar.style.left = at ? `${at.left - frame.left}px` : "";
  bar.style.top = at ? `${at.top - frame.top}px` : "";
}

function wordsAt({ view, state }: Editor, { from, to }: Stretch): Box {
  // Somebody else may just have taken some of it out.
  const most = state.doc.content.size;
  const start = view.coordsAtPos(Math.min(from, most), 1);
  const end = view.coordsAtPos(Math.min(to, most), -1);
  const isOneLine = end.top < start.bottom;
  const { left, right } = view.dom.getBoundingClientRect();
  return {
    top: Math.min(start.top, end.top),
    bottom: Math.max(start.bottom, end.bottom),
    left: isOneLine ? Math.min(start.left, end.left) : left,
    right: isOneLine ? Math.max(start.right, end.right) : right,
  };
}
