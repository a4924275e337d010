import * as v from "valibot";
import { isOneEmoji } from "#protocol/emoji.ts";
import { MAX_PRONOUNS_LENGTH, MAX_STATUS_LENGTH } from "#protocol/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { cleanName } from "#protocol/text.ts";

/** What someone says they are doing. `until`: when it goes by itself, in ms since epoch; null: it stays. */
export const Status = v.strictObject({
  emoji: v.string(),
  text: v.string(),
  until: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))),
});
export type Status = v.InferOutput<typeof Status>;

/** What someone tells of themselves, all of it at once. */
export const Profile = v.strictObject({ pronouns: v.string(), status: v.nullable(Status) });
export type Profile = v.InferOutput<typeof Profile>;

export type CheckedProfile = { ok: true; profile: Profile } | { ok: false; code: RefusalCode };

/** Cleaned and within its bounds at `now` (ms since epoch), or what is wrong with it. A status that says nothing is none. */
export function checkProfile(wish: Profile, now: number): CheckedProfile {
  const no = (code: RefusalCode) => ({ ok: false, code }) as const;
  const pronouns = cleanName(wish.pronouns);
  if (pronouns.length > MAX_PRONOUNS_LENGTH) return no("pronouns_too_long");
  if (wish.status === null) return { ok: true, profile: { pronouns, status: null } };
  // Not cleaned as names are: that would take families apart, which are joined by invisible characters.
  const emoji = wish.status.emoji.trim();
  const text = cleanName(wish.status.text);
  const { until } = wish.status;
  if (emoji !== "" && !isOneEmoji(emoji)) return no("status_emoji_unknown");
  if (text.length > MAX_STATUS_LENGTH) return no("status_too_long");
  if (emoji === "" && text === "") return { ok: true, profile: { pronouns, status: null } };
  if (until !== null && until <= now) return no("status_over");
  return { ok: true, profile: { pronouns, status: { emoji, text, until } } };
}
