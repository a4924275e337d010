import * as v from "valibot";
import { PersonId, RoomId, Seq } from "#protocol/ids.ts";
import { MAX_WATCHED } from "./limits.ts";

/** How somebody stands to others. Whoever wants to look offline does, to everyone. */
export const Availability = v.picklist(["online", "away", "dnd", "offline"]);
export type Availability = v.InferOutput<typeof Availability>;

/** A room that somebody looks at, or the thread under one of its messages. */
const Watching = v.strictObject({ room: RoomId, thread: v.optional(Seq) });
export type Watching = v.InferOutput<typeof Watching>;

/** What is done at one device: used a moment ago, open and left alone, or behind something else. */
const Activity = v.picklist(["active", "idle", "hidden"]);
export type Activity = v.InferOutput<typeof Activity>;

/** A device tells its own inbox, and no room. */
export const Status = v.strictObject({
  t: v.literal("status"),
  is: Activity,
  watching: v.optional(v.nullable(Watching), null),
});

/** Whose availability this device wants to hear of from now on: those whom it shows. */
export const Watch = v.strictObject({
  t: v.literal("watch"),
  people: v.pipe(v.array(PersonId), v.maxLength(MAX_WATCHED)),
});

export const Seen = v.object({ id: PersonId, is: Availability });
export type Seen = v.InferOutput<typeof Seen>;

/** How these people stand now. */
export const PresenceSignal = v.object({ t: v.literal("presence"), people: v.array(Seen) });
