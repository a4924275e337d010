import { EmojiPicker as Picker, type EmojiPickerListComponents } from "frimousse";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import { isTouch } from "../ui/touch.ts";
import type { EmojiBook } from "./emoji-book.ts";
import { CategoryBar } from "./category-bar.tsx";
import css from "./emoji-grid.module.css";
import { emojiText } from "./emoji.text.ts";
import { bestIn, pickerData, soughtData, TONES } from "./picker-data.ts";
import { recentEmoji } from "./recent-emoji.ts";
import { RecentRow } from "./recent-row.tsx";
import { keepSkinTone, skinTone, toned } from "./skin-tone.ts";

const COLUMNS = 8;

/** All emoji of a book: sought by words, moved in by arrow keys, chosen with Enter. */
export function EmojiGrid({ book, onPick }: { book: EmojiBook; onPick: (emoji: string) => void }) {
  const t = useText(emojiText);
  const viewport = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [sought, setSought] = useState("");
  const [recent] = useState(recentEmoji);
  const [tone] = useState(skinTone);
  const hasMoved = useRef(false);

  /** The picker shows what is sought a moment later. Whoever types on and presses Enter means the best of what they typed. */
  const pickBest = (event: KeyboardEvent) => {
    if (event.key.startsWith("Arrow")) hasMoved.current = true;
    if (event.key !== "Enter" || hasMoved.current) return;
    const [best] = bestIn(book, sought);
    if (!best) return;
    event.preventDefault();
    onPick(toned(best));
  };

  useEffect(() => {
    // A finger that opens it mostly wants to look, not a keyboard over half of it.
    if (!isTouch()) search.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Picker.Root
      className={css["root"]}
      columns={COLUMNS}
      // It asks for what it shows whenever this changes.
      locale={sought}
      skinTone={TONES[tone] ?? "none"}
      resolveEmojiData={(sought) =>
        sought.trim() === "" ? pickerData(book) : soughtData(book, sought, t.found)
      }
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <div className={css["head"]}>
        <Picker.Search
          ref={search}
          className={css["search"]}
          aria-label={t.search}
          placeholder={t.search}
          dir="auto"
          value={sought}
          onKeyDown={pickBest}
          onChange={({ target }) => {
            hasMoved.current = false;
            setSought(target.value);
          }}
        />
        <SkinTone names={book.skinTones} />
      </div>
      {sought === "" && recent.length > 0 && (
        <RecentRow emoji={recent.slice(0, COLUMNS)} onPick={onPick} />
      )}
      <Picker.Viewport ref={viewport} className={css["viewport"]}>
        <Picker.Empty>
          <span className={css["empty"]}>{t.none({ sought })}</span>
        </Picker.Empty>
        <Picker.List className={css["list"]} aria-label={t.all} components={PARTS} />
      </Picker.Viewport>
      {sought === "" && <CategoryBar book={book} columns={COLUMNS} viewport={viewport} />}
    </Picker.Root>
  );
}

/** Each press takes the next. */
function SkinTone({ names }: { names: readonly string[] }) {
  const t = useText(emojiText);
  return (
    <Picker.SkinTone emoji="✋">
      {({ skinTone, setSkinTone, skinToneVariations }) => {
        const now = TONES.indexOf(skinTone);
        return (
          <button
            type="button"
            className={css["tone"]}
            aria-label={names[now - 1] ?? t.noTone}
            title={t.changeTone}
            onClick={() => {
              const next = (now + 1) % TONES.length;
              keepSkinTone(next);
              setSkinTone(TONES[next] ?? "none");
            }}
          >
            {skinToneVariations.find((one) => one.skinTone === skinTone)?.emoji}
          </button>
        );
      }}
    </Picker.SkinTone>
  );
}

const PARTS: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className={css["category"]}>
      {category.label}
    </div>
  ),
  Row: ({ children, "aria-rowindex": index = 0, ...props }) => (
    // The picker counts from 0, and ARIA from 1.
    <div {...props} aria-rowindex={index + 1} className={css["row"]}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, "aria-colindex": index = 0, ...props }) => (
    <button
      type="button"
      {...props}
      role="gridcell"
      aria-colindex={index + 1}
      className={css["emoji"]}
      title={emoji.label}
    >
      {emoji.emoji}
    </button>
  ),
};
