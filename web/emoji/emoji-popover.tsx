import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { emojiBook, type EmojiBook } from "./emoji-book.ts";
import { EmojiGrid } from "./emoji-grid.tsx";
import type { EmojiPickerProps } from "./emoji-picker.tsx";
import css from "./emoji-popover.module.css";
import { emojiText } from "./emoji.text.ts";
import { rememberEmoji } from "./recent-emoji.ts";

/** The picker's frame: native, so that Escape and a press elsewhere close it. */
export function EmojiPopover({ anchor, onPick, onClose }: EmojiPickerProps) {
  const t = useText(emojiText);
  const popover = useRef<HTMLDivElement>(null);
  const [book, setBook] = useState<EmojiBook | "failed" | null>(null);
  const [attempt, setAttempt] = useState(1);

  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const loaded = await bookOrNot();
      if (isWanted) setBook(loaded);
    };
    void load();
    return () => {
      isWanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Each attempt loads anew.
  }, [attempt]);

  useEffect(() => {
    const element = popover.current;
    // In development effects run twice, and an open one cannot be opened.
    if (element?.matches(":popover-open") === false) element.showPopover();
    element?.focus({ preventScroll: true });
    place(element, anchor);
    const moved = () => place(element, anchor);
    window.addEventListener("resize", moved);
    return () => window.removeEventListener("resize", moved);
  }, [anchor]);

  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label={t.title}
      tabIndex={-1}
      className={css["popover"]}
      onToggle={({ newState }) => {
        if (newState === "closed") onClose();
      }}
    >
      {book === null && <Skeleton width="medium" />}
      {book === "failed" && (
        <div className={css["failed"]} role="alert">
          <p>{t.failed}</p>
          <Button onClick={() => setAttempt(attempt + 1)}>{t.again}</Button>
        </div>
      )}
      {book !== null && book !== "failed" && (
        <EmojiGrid
          book={book}
          onPick={(emoji) => {
            rememberEmoji(emoji);
            popover.current?.hidePopover();
            onPick(emoji);
          }}
        />
      )}
    </div>
  );
}

async function bookOrNot(): Promise<EmojiBook | "failed"> {
  try {
    return await emojiBook();
  } catch {
    return "failed";
  }
}

const EDGE = 8;
const GAP = 6;

/** Beside what was pressed, inside the window. On a phone the style sheet places it. */
function place(popover: HTMLElement | null, anchor: HTMLElement): void {
  if (!popover || !anchor.isConnected) return;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const above = at.top - GAP - height;
  // What was pressed may lie below the window, as a message does that a key was pressed for.
  const lowest = window.innerHeight - EDGE - height;
  const top = Math.min(above >= EDGE ? above : at.bottom + GAP, lowest);
  const isEndHalf = at.left + at.width / 2 > window.innerWidth / 2;
  const left = isEndHalf ? at.right - width : at.left;
  const most = window.innerWidth - EDGE - width;
  popover.style.setProperty("--picker-top", `${Math.max(EDGE, top)}px`);
  popover.style.setProperty("--picker-left", `${Math.max(EDGE, Math.min(left, most))}px`);
}
