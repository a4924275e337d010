import { LOOK_ALIKES } from "./look-alikes.ts";

/**
 * Two names are the same to a person's eye when their keys are equal, so a second one of them could pass for the first. What counts
 * as alike, and why: docs/decisions/0030-names-that-look-alike.md. Keys are for comparing only: nobody should read one. Empty
 * when nothing of the name can be seen.
 */
export function nameKeyOf(name: string): string {
  const visible = name.normalize("NFKD").replace(INVISIBLE, "");
  const told = asRead(visible).replace(NEITHER_LETTER_NOR_NUMBER, "");
  // A name of signs alone is told by its signs.
  return told === "" ? visible.toLowerCase().replaceAll(/\s/g, "") : told;
}

/** What takes no ink, or turns text around: nobody can tell a name by it. U+2800 is Braille without a dot. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/gu;

const NEITHER_LETTER_NOR_NUMBER = /[^\p{L}\p{M}\p{N}]/gu;

/**
 * Accents, points and strokes: easily overlooked, and left out when one types. Vowel signs of other scripts and the marks of kana
 * make other names, and stay.
 */
const SMALL_MARKS =
  /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])[\p{Mn}\p{Me}]/gu;

function asRead(text: string): string {
  const read = isReadAsGreek(text) ? inGreekLetters(text) : text;
  return Array.from(read, likeness).join("").normalize("NFKD").replace(SMALL_MARKS, "");
}

/** A Greek letter that nobody takes for a Latin one, in a name whose other letters may be Greek as well. */
const UNMISTAKABLE = /(?![ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ])(?=\p{L})\p{Script=Greek}/u;
const MAY_BE_GREEK = /^[\p{Script=Greek}\P{L}ABEHIKMNOPTXYZaiknoptuvxyАВЕНІКМОРТУХаікортух]*$/u;

function isReadAsGreek(text: string): boolean {
  return UNMISTAKABLE.test(text) && MAY_BE_GREEK.test(text);
}

/** Greek capitals look like other Latin letters than their small ones do (Ν like N, ν like v), so among Greek the small ones count. */
function inGreekLetters(text: string): string {
  return text
    .replaceAll(/[BHNYВНУ]/g, (capital) => GREEK_CAPITAL[capital] ?? capital)
    .toLowerCase();
}

const GREEK_CAPITAL: Partial<Record<string, string>> = {
  B: "Β",
  H: "Η",
  N: "Ν",
  Y: "Υ",
  В: "Β",
  Н: "Η",
  У: "Υ",
};

let known: Map<string, string> | undefined;

/** What a character is taken for: the Latin small letters or digits that it looks like, or itself as a small letter. */
function likeness(character: string): string {
  known ??= readLookAlikes();
  const small = character.toLowerCase();
  return known.get(character) ?? known.get(small) ?? small;
}

/** Each entry is what they look like, a colon, and those that do. */
function readLookAlikes(): Map<string, string> {
  return new Map(
    LOOK_ALIKES.trim()
      .split(/\s+/)
      .flatMap((entry) => {
        const [like = "", those = ""] = entry.split(":");
        return Array.from(those, (one) => [one, like] as const);
      }),
  );
}
