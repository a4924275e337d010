import { expect, test } from "vitest";
import { findUntoldWords, untoldWordsIn } from "./untold-words.ts";

/** Where words are still on their way into catalogues. It only ever gets shorter. */
const NOT_YET: string[] = [];
/** English that is told in other languages by its code, and the page's own part of the catalogues. */
const TOLD_ELSEWHERE = ["web/answer.ts", "web/i18n/i18n.ts"];

test("everything that people read or hear stands in a catalogue (docs/decisions/0032)", async () => {
  const known = [...NOT_YET, ...TOLD_ELSEWHERE];
  const untold = (await findUntoldWords()).filter(
    (place) => !known.some((start) => place.startsWith(start)),
  );
  expect(untold).toEqual([]);
});

test("words are found wherever they come to the page", () => {
  const told = untoldWordsIn(
    "a.tsx",
    [
      "const a = <p title={isOpen ? `Hide ${name}` : t.show}>Hello <b>{isNew && 'new'}</b></p>;",
      "announce('Copied');",
      "const says = 'Something went wrong';",
      "const b = <i className='wide' data-what='x y' aria-label='of 2'>{count} Parley</i>;",
    ].join("\n"),
  );
  expect(told).toEqual([
    "a.tsx:1: Hide …",
    "a.tsx:1: Hello",
    "a.tsx:1: new",
    "a.tsx:2: Copied",
    "a.tsx:3: Something went wrong",
    "a.tsx:4: of 2",
  ]);
});
