import { codeIn, isWithin } from "../room/inert-text.ts";

/** What somebody is about to name: the sign stands at `from`, `typed` behind it up to where one writes. */
export type Query = {
  kind: "person" | "room" | "emoji" | "command";
  from: number;
  to: number;
  typed: string;
};

/** No name that is worth completing is longer; and a text that is longer than messages is not looked through at every key. */
const LOOKS_BACK = 60;
const IS_LONG = 16_000;

const BEFORE = String.raw`(?:^|[\s()[\]{}"'“„«*_~>/،,;.!?-])`;
const QUERIES: readonly [Query["kind"], RegExp][] = [
  ["command", /^\/(?<typed>[a-z]*)$/],
  ["person", new RegExp(String.raw`${BEFORE}@(?<typed>(?! )[^\n@#:<>]{0,50})$`, "u")],
  ["room", new RegExp(String.raw`${BEFORE}#(?<typed>(?![ #])[^\n@#:<>]{0,50})$`, "u")],
  ["emoji", /(?:^|[\s()[\]"'*_~>]):(?<typed>[\p{L}\p{N}_+-]{2,40})$/u],
];

/** What is asked for where one writes, or null. Code is left alone. */
export function queryAt(text: string, caret: number): Query | null {
  if (text.length > IS_LONG) return null;
  const begins = Math.max(text.lastIndexOf("\n", caret - 1) + 1, caret - LOOKS_BACK);
  const line = text.slice(caret === 0 ? 0 : begins, caret);
  for (const [kind, sign] of QUERIES) {
    // A command is the first word of all.
    const typed = kind === "command" && begins > 0 ? undefined : sign.exec(line)?.groups?.["typed"];
    if (typed !== undefined) {
      const from = caret - typed.length - 1;
      return isWithin(codeIn(text), from) ? null : { kind, from, to: caret, typed };
    }
  }
  return null;
}
