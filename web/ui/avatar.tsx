import { graphemesIn } from "#protocol/graphemes.ts";
import type { Availability } from "#protocol/inbox/presence.ts";
import css from "./avatar.module.css";

const HUES = 12;
const SHAPES = 8;

type AvatarProps = {
  id: string;
  name: string;
  size?: "small" | "medium" | "large";
  /** How they stand: drawn in its corner, and said beside the name (presence/said-availability.tsx). */
  is?: Availability | undefined;
};

/**
 * A person's picture, the same everywhere: their initial on one of twelve hues in one of eight shapes, drawn by the style sheet
 * alone. Decoration: the name stands beside it.
 */
export function Avatar({ id, name, size = "medium", is }: AvatarProps) {
  return (
    <span
      className={css["avatar"]}
      data-size={size}
      data-hue={hueOf(id)}
      data-shape={(hashOf(id) >>> 16) % SHAPES}
      data-is={is}
      // Drawn by the style sheet: as text it would be copied with messages, and be part of what buttons are called.
      data-initial={initialOf(name)}
      aria-hidden="true"
    />
  );
}

/** Which of the twelve hues is theirs, everywhere. */
export function hueOf(id: string): number {
  return hashOf(id) % HUES;
}

/** FNV-1a, as a whole number that is not negative. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** The first letter or digit, as people count characters; nicknames like to begin with `|` or `_`. */
function initialOf(name: string): string {
  const characters = [...graphemesIn(name)];
  const letter = characters.find((character) => /[\p{L}\p{N}]/u.test(character));
  return (letter ?? characters[0] ?? "").toLocaleUpperCase();
}
