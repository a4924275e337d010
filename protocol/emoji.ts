let oneEmoji: RegExp | undefined;

/** Whether this is one emoji in its full form, however many code points it is made of. */
export function isOneEmoji(text: string): boolean {
  // Made when first needed, because it takes long; and of text, because TypeScript does not know this flag for the language that we compile to.
  oneEmoji ??= new RegExp("^\\p{RGI_Emoji}$", "v");
  return oneEmoji.test(text);
}
