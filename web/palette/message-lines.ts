import type { RoomId } from "#protocol/ids.ts";
import { messagePath } from "../room/room-address.ts";
import type { HeldMessage } from "./find-messages.ts";
import type { Found } from "./found.ts";

/** So much of a message stands before what was sought, in characters. */
const BEFORE = 24;
const LINE_LENGTH = 140;
/** Below every name that answers. */
const RANK = 100;

/** Messages as lines: the words that were sought, with a little around them. `noteOf` says who said it and where. */
export function messageLines(
  words: string,
  messages: readonly HeldMessage[],
  noteOf: (name: string, room: RoomId) => string,
): Found[] {
  return messages.map(({ room, seq, name, body }) => {
    const flat = body.replaceAll(/\s+/g, " ");
    const at = flat.toLocaleLowerCase().indexOf(words.toLocaleLowerCase());
    const from = at > BEFORE ? at - BEFORE : 0;
    const lead = from > 0 ? "…" : "";
    const title = lead + flat.slice(from, from + LINE_LENGTH);
    const start = at - from + lead.length;
    return {
      kind: "message",
      key: `message ${room} ${seq}`,
      title,
      ranges: at === -1 ? [] : [{ from: start, to: start + words.length }],
      note: noteOf(name, room),
      rank: RANK,
      href: messagePath(room, seq),
      room,
    };
  });
}
