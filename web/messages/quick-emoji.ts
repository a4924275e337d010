import { recentEmoji } from "../emoji/recent-emoji.ts";

const USUAL = ["👍", "❤️", "😂", "🎉", "👀"];

/** What is one press away: what was picked last here, then what is usual. */
export function quickEmoji(count: number): string[] {
  return [...new Set([...recentEmoji(), ...USUAL])].slice(0, count);
}
