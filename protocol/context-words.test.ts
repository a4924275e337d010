import { expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";
import { isMadeOfContext } from "./context-words.ts";

test.each(["parleychat", "Parley-2026!", "ADMIN admin 1", "p.a.r.l.e.y.1.2", "OwnerOwner"])(
  "%s is guessed by whoever knows where they are",
  (password) => {
    expect(isMadeOfContext(password)).toBe(true);
    expect(isCommonPassword(password)).toBe(true);
  },
);

test.each(["parleys", "a chat with Zoë", "correct horse battery", "19283746", "adminadmi", ""])(
  "%j is not",
  (password) => {
    expect(isMadeOfContext(password)).toBe(false);
  },
);
