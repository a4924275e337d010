const KEY = "parley-recent-emoji";
const MOST = 24;

/** The emoji that were picked last on this device, newest first. */
export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    // Forbidden, or not what we wrote.
    return [];
  }
}

/** Puts an emoji first among those that are offered next time. */
export function rememberEmoji(emoji: string): void {
  const recent = [emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // Storage may be full or forbidden; then every emoji is as near as the others.
  }
}
