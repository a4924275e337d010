import type { RoomId } from "#protocol/ids.ts";
import type { HeldMessage } from "../offline/held-messages.ts";
import { messagePath } from "../room/room-address.ts";
import type { Found } from "./found.ts";
import { matchOf } from "./rank.ts";

/** So much of a message stands before what was sought, in characters. */
const BEFORE = 24;
const LINE_LENGTH = 140;
/** Below every name that answers. */
const RANK = 100;

/**
 * Messages as lines: the words that were sought, with a little around them. `plainOf` tells a body without its marks, `noteOf` who said
 * it and where.
 */
export function messageLines(
  words: string,
  messages: readonly HeldMessage[],
  plainOf: (body: string) => string,
  noteOf: (name: string, room: RoomId) => string,
): Found[] {
  return messages.map(({ room, seq, name, body }) => {
    const flat = plainOf(body).replaceAll(/\s+/g, " ");
    const at = matchOf(flat, words)?.ranges[0]?.from ?? 0;
    const from = at > BEFORE ? at - BEFORE : 0;
    const title = (from > 0 ? "…" : "") + flat.slice(from, from + LINE_LENGTH);
    return {
      kind: "message",
      key: `message ${room} ${seq}`,
      title,
      ranges: matchOf(title, words)?.ranges ?? [],
      note: noteOf(name, room),
      rank: RANK,
      href: messagePath(room, seq),
    };
  });
}
