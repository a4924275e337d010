/** Macs, and what Apple makes beside them: there ⌘ does what Ctrl does elsewhere. */
export const IS_APPLE =
  typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform);

/** The key that commands are given with, as it is written before another key. */
export const MODIFIER = IS_APPLE ? "⌘" : "Ctrl ";
