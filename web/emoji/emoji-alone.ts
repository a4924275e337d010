/** More than these are a pattern, and stay as small as letters. */
const MOST = 6;
const MOST_UNITS = 120;

// Made of text, because older tools do not read the flag: one whole emoji, whatever it is made of.
const EMOJI = new RegExp("^(?:\\p{RGI_Emoji}|\\p{Emoji_Presentation})$", "v");
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Whether a message is nothing but a few emoji. */
export function isEmojiAlone(body: string): boolean {
  const said = body.replace(/\s/g, "");
  // Most messages end here: no letter is an emoji, and a digit is one only with what follows it.
  if (said === "" || said.length > MOST_UNITS || /\p{L}/u.test(said)) return false;
  const all = Array.from(graphemes.segment(said), ({ segment }) => segment);
  return all.length <= MOST && all.every((one) => EMOJI.test(one));
}
