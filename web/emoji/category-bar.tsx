import type { RefObject } from "react";
import { useText } from "../i18n/i18n.ts";
import { useRoving } from "../ui/use-roving.ts";
import type { EmojiBook } from "./emoji-book.ts";
import css from "./emoji-grid.module.css";
import { emojiText } from "./emoji.text.ts";

type CategoryBarProps = {
  book: EmojiBook;
  columns: number;
  viewport: RefObject<HTMLDivElement | null>;
};

/** Jumps to where a kind of emoji begins. Each is known by its first emoji. */
export function CategoryBar({ book, columns, viewport }: CategoryBarProps) {
  const t = useText(emojiText);
  const roving = useRoving<HTMLDivElement>();
  const jumpTo = (place: number) => {
    const list = viewport.current;
    const sizes = list?.closest<HTMLElement>("[frimousse-root]")?.style;
    if (!list || !sizes) return;
    const row = Number.parseFloat(sizes.getPropertyValue("--frimousse-row-height"));
    const header = Number.parseFloat(sizes.getPropertyValue("--frimousse-category-header-height"));
    const rows = book.categories
      .slice(0, place)
      .reduce((sum, { index }) => sum + Math.ceil(countIn(book, index) / columns), 0);
    list.scrollTo({ top: rows * row + place * header });
  };
  return (
    <div className={css["bar"]} role="toolbar" aria-label={t.categories} {...roving}>
      {book.categories.map(({ index, label }, place) => (
        <button
          key={index}
          type="button"
          className={css["jump"]}
          aria-label={label}
          title={label}
          onClick={() => jumpTo(place)}
        >
          {book.emojis.find(({ category }) => category === index)?.emoji}
        </button>
      ))}
    </div>
  );
}

function countIn({ emojis }: EmojiBook, index: number): number {
  return emojis.filter(({ category }) => category === index).length;
}
