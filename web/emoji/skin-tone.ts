import type { Emoji } from "./emoji-book.ts";

const KEY = "parley-skin-tone";

/** The tone that this person's emoji have on this device: 0 is none, then 1 (light) to 5 (dark). */
export function skinTone(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return Number.isInteger(kept) && kept >= 0 && kept <= 5 ? kept : 0;
  } catch {
    return 0;
  }
}

export function keepSkinTone(tone: number): void {
  try {
    localStorage.setItem(KEY, String(tone));
  } catch {
    // Storage may be full or forbidden; the tone then lives as long as the picker.
  }
}

/** The emoji in a tone, where it has skin. */
export function toned({ emoji, skins }: Emoji, tone = skinTone()): string {
  return skins?.[tone - 1] ?? emoji;
}
