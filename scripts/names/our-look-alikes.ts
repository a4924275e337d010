/** What people mistake for each other and Unicode's table does not hold: a character, and what it is taken for. */
export const OUR_LOOK_ALIKES: Readonly<Record<string, string>> = {
  // In names without serifs I, l, 1 and | are one stroke, and a capital I is an i: so these are all one.
  i: "l",
  m: "rn",
  w: "vv",
  ß: "ss",
  ẞ: "ss",
  ς: "σ",
  // Unicode's table leads these to letters that few have seen, and no further.
  ĸ: "k",
  ꞓ: "e",
  // One letter for those who write Arabic and those who write Persian or Urdu, and the same to look at within a word.
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ...lettersLike("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ", "abcdefghijklmnopqrstuvw"),
  ...lettersLike("ʏᴢ", "yz"),
  // White letters on black circles and squares, which NFKD knows nothing of.
  ...alphabetFrom(0x1f150),
  ...alphabetFrom(0x1f170),
};

function lettersLike(those: string, like: string): Record<string, string> {
  const latin = Array.from(like);
  return Object.fromEntries(Array.from(those, (one, i) => [one, latin[i] ?? one]));
}

function alphabetFrom(first: number): Record<string, string> {
  return Object.fromEntries(
    Array.from("abcdefghijklmnopqrstuvwxyz", (letter, i) => [
      String.fromCodePoint(first + i),
      letter,
    ]),
  );
}
