import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { Remembered } from "./session-answers.ts";

/** Who was here last, across visits. */
export type SessionMemory = {
  recall(): Remembered | null;
  keep(remembered: Remembered | null): void;
};

const KEY = "parley-session";

/** `storage` is asked for each time: merely naming it throws where a browser forbids it. */
export function memoryIn(storage: () => Storage): SessionMemory {
  return {
    recall() {
      try {
        const parsed = v.safeParse(Remembered, parseJson(storage().getItem(KEY) ?? ""));
        return parsed.success ? parsed.output : null;
      } catch {
        // Forbidden: every visit asks the server who it is.
        return null;
      }
    },
    keep(remembered) {
      try {
        if (remembered) storage().setItem(KEY, JSON.stringify(remembered));
        else storage().removeItem(KEY);
      } catch {
        // Forbidden or full: this visit goes on without.
      }
    },
  };
}
