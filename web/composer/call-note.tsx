import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { keyOf, type Place } from "../place.ts";
import { callIn } from "../room/mentions-in.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import css from "./aids.module.css";
import { CALLS, countIn, objectionTo } from "./calls-here.ts";
import { callsText } from "./calls.text.ts";
import { drafts, draftUnder } from "./drafts.ts";
import type { Edit } from "./edits.ts";
import { toBody } from "./tokens.ts";

const EVERYONE = { people: CALLS.map((call) => ({ id: call, name: call })), rooms: [] };

type CallNoteProps = { handle: RoomHandle; place: Place; text: string; edit: Edit | null };

/** Says how many a text calls, or why it calls nobody. */
export function CallNote({ handle, place, text, edit }: CallNoteProps) {
  const t = useText(callsText);
  const count = useRoomView(handle, ({ room }) => countIn(room));
  // Whether a reply is for the room as well is asked below.
  useStore(drafts, (all) => draftUnder(keyOf(place), all).alsoInRoom);
  const call = text.includes("@") ? callIn(toBody(text, EVERYONE).body) : undefined;
  if (call === undefined || count === 0) return null;
  const why = objectionTo(call, handle, place, edit);
  const isAnew = !(edit && "target" in edit);
  if (why === null && !isAnew) return null;
  const tells = call === "room" ? t.tellsRoom : t.tellsHere;
  return (
    <p className={css["call"]} role="status" data-none={why !== null || undefined}>
      {why === null ? tells(count) : t.none(why, { call: `@${call}` })}
    </p>
  );
}
