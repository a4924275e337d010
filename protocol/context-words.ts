/** What somebody types first who knows which product this is and what people do here. No word begins with another. */
const WORDS = [
  "admin",
  "chat",
  "community",
  "guest",
  "invite",
  "letmein",
  "login",
  "member",
  "owner",
  "parley",
  "password",
  "room",
  "secret",
  "welcome",
];

const ONLY_WORDS = new RegExp(`^(?:${WORDS.join("|")})+$`);
const NO_LETTER = /[^\p{L}]+/gu;

/** Whether a password is words of this place and nothing else but digits and signs, such as "Parley-2026!". */
export function isMadeOfContext(password: string): boolean {
  return ONLY_WORDS.test(password.normalize("NFC").toLowerCase().replace(NO_LETTER, ""));
}
