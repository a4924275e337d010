/** What can be asked for, by the sign that asks for nothing else. */
export const SIGNS = ["#", "@", ">", "?"] as const;
export type Sign = (typeof SIGNS)[number];
export type Sought = "rooms" | "people" | "commands" | "messages";

const KINDS: Readonly<Record<Sign, Sought>> = {
  "#": "rooms",
  "@": "people",
  ">": "commands",
  "?": "messages",
};

export type Question = { of: Sought | "all"; words: string };

export function readQuestion(typed: string): Question {
  const text = typed.trimStart();
  const sign = SIGNS.find((each) => text.startsWith(each));
  return sign === undefined
    ? { of: "all", words: text.trim() }
    : { of: KINDS[sign], words: text.slice(sign.length).trim() };
}
