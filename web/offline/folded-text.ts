/** Marks that may be left out in writing: accents, and the vowels of Arabic and Hebrew. Those that make another letter stay. */
const OPTIONAL_MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters that are an accented one to their readers, though Unicode takes them for whole. */
const WHOLE: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
};
const WHOLE_LETTERS = /[ßæœøłđı]/g;
const PLAIN = /^[\x20-\x7e]*$/;

/** The text as one looks for it: without capitals, accents and differences of width. */
export function folded(text: string): string {
  const low = text.toLowerCase();
  // Most of what is said in most rooms.
  if (PLAIN.test(low)) return low;
  return (
    low
      .normalize("NFKD")
      .replace(OPTIONAL_MARKS, "")
      .replace(WHOLE_LETTERS, (letter) => WHOLE[letter] ?? letter)
      // The marks that are left make one letter of two: か is not to be found in が.
      .normalize("NFC")
  );
}
