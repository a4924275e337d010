import type { Code, Construct, Effects, Extension, State } from "micromark-util-types";

/**
 * Keeps the parser from finding emphasis inside a bare web address (`https://a.example/__init__.py`): it is eaten whole, as
 * plain words. Which addresses become links is not decided here (links.ts).
 */
const address: Construct = {
  name: "address",
  previous: (code) => code === null || !isWordCharacter(code),
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter("data");
      return expect(effects, "http", afterScheme, nok)(code);
    };

    function afterScheme(code: Code): State | undefined {
      if (code !== S && code !== CAPITAL_S) return expect(effects, "://", inside, nok)(code);
      effects.consume(code);
      return expect(effects, "://", inside, nok);
    }

    function inside(code: Code): State | undefined {
      if (code === UNDERSCORE) return effects.attempt(underscores, inside, end)(code);
      if (code === null || code <= SPACE || MEANS_SOMETHING.has(code)) return end(code);
      effects.consume(code);
      return inside;
    }

    function end(code: Code): State | undefined {
      effects.exit("data");
      return ok(code);
    }
  },
};

/** Underscores are a part of an address when it goes on after them: those at its end belong to who emphasised it. */
const underscores: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return function inside(code) {
      if (code !== UNDERSCORE) return isWordCharacter(code) ? ok(code) : nok(code);
      effects.consume(code);
      return inside;
    };
  },
};

export const addresses: Extension = { text: { 72: address, 104: address } };

const SPACE = 32;
const UNDERSCORE = 95;
const S = 115;
const CAPITAL_S = 83;
/** These end an address for the parser, as they may be marks of somebody's: `**https://a.example**`. */
const MEANS_SOMETHING: ReadonlySet<Code> = new Set(
  Array.from('*~|[]()<>"`\\!', (character) => character.charCodeAt(0)),
);

function expect(effects: Effects, letters: string, then: State, nok: State): State {
  let at = 0;
  return function next(code) {
    if (code === null || code <= 0) return nok(code);
    if (String.fromCharCode(code).toLowerCase() !== letters[at]) return nok(code);
    effects.consume(code);
    at += 1;
    return at === letters.length ? then : next;
  };
}

function isWordCharacter(code: Code): boolean {
  return code !== null && code > 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
}
