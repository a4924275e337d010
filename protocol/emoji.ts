// As a text: TypeScript does not know this flag for the language that we compile to.
const ONE_EMOJI = new RegExp("^\\p{RGI_Emoji}$", "v");

/** Whether this is one emoji in its full form, however many code points it is made of. */
export function isOneEmoji(text: string): boolean {
  return ONE_EMOJI.test(text);
}
