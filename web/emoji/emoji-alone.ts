import { graphemesIn } from "#protocol/graphemes.ts";

/** More than these are a pattern, and stay as small as letters. */
const MOST = 6;
const MOST_UNITS = 120;

/** One whole emoji, whatever it is made of. */
let emoji: RegExp | undefined;

/** Whether a message is nothing but a few emoji. */
export function isEmojiAlone(body: string): boolean {
  const said = body.replace(/\s/g, "");
  // Most messages end here: no letter is an emoji, and what stands in plain text is one only with what follows it.
  if (said.length > MOST_UNITS || /^[\0-\x7F]*$|\p{L}/u.test(said)) return false;
  const all = [...graphemesIn(said)];
  if (all.length > MOST) return false;
  // Made when first needed, because it takes long; and of text, because older tools do not read the flag.
  const isEmoji = (emoji ??= new RegExp("^(?:\\p{RGI_Emoji}|\\p{Emoji_Presentation})$", "v"));
  return all.every((one) => isEmoji.test(one));
}
