import css from "./avatar.module.css";

const HUES = 12;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

type AvatarProps = { id: string; name: string; size?: "small" | "medium"; isHere?: boolean };

/** A person's initial on one of twelve hues, the same everywhere. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = "medium", isHere = false }: AvatarProps) {
  return (
    <span
      className={css["avatar"]}
      data-size={size}
      data-hue={hueOf(id)}
      data-here={isHere || undefined}
      // Drawn by the style sheet: as text it would be copied with messages, and be part of what buttons are called.
      data-initial={initialOf(name)}
      aria-hidden="true"
    />
  );
}

/** Which of the twelve hues a person has: FNV-1a over the id. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % HUES;
}

/** The first letter or digit, as people count characters; nicknames like to begin with `|` or `_`. */
export function initialOf(name: string): string {
  const characters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  const letter = characters.find((character) => /[\p{L}\p{N}]/u.test(character));
  return (letter ?? characters[0] ?? "").toLocaleUpperCase();
}
