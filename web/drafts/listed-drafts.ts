import { timeOfId, type CommandId, type RoomId } from "#protocol/ids.ts";
import { draftPlaces, draftUnder, type Draft } from "../composer/drafts.ts";
import { keyOf } from "../place.ts";
import { baseOf } from "./draft-notes.ts";

/** `version`: of another device's draft; null: the one in the field. `at`: when it was told last, in ms since epoch. */
export type ListedDraft = {
  key: string;
  room: RoomId;
  thread: number | undefined;
  version: CommandId | null;
  text: string;
  at: number | null;
};

/** All drafts, the last written first; what was not told yet was written just now. */
export function listedDrafts(all: Readonly<Record<string, Draft>>): ListedDraft[] {
  return draftPlaces()
    .flatMap(({ room, thread }) => {
      const key = keyOf({ room, thread });
      const { text, others = [] } = draftUnder(key, all);
      const told = baseOf(key).at(-1);
      const own = { version: null, text, at: told === undefined ? null : timeOfId(told) };
      const beside = others.map(({ version, text: words }) => ({
        version,
        text: words,
        at: timeOfId(version),
      }));
      return [...(text.trim() === "" ? [] : [own]), ...beside].map((draft) => ({
        key,
        room,
        thread,
        ...draft,
      }));
    })
    .toSorted((a, b) => (b.at ?? Infinity) - (a.at ?? Infinity));
}
