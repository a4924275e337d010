import * as v from "valibot";
import { Mark, Pong, Refused, Renewed } from "#protocol/down.ts";
import { CommandId, RoomId, Seq } from "#protocol/ids.ts";
import { MarkRead, Ping, Renew } from "#protocol/up.ts";
import { InboxCommand } from "./commands.ts";
import { Entries } from "./entries.ts";
import { PresenceSignal, Status, Watch } from "./presence.ts";

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A device says first what it has; a first visit says cursor 0 and epoch null. */
const Hello = v.strictObject({
  t: v.literal("hello"),
  version: v.pipe(v.number(), v.safeInteger()),
  epoch: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  cursor: seq,
});
export type InboxHello = v.InferOutput<typeof Hello>;

export const InboxUp = v.variant("t", [
  Hello,
  v.strictObject({ t: v.literal("command"), command: InboxCommand }),
  Renew,
  Status,
  Watch,
  MarkRead,
  Ping,
]);
export type InboxUp = v.InferOutput<typeof InboxUp>;

/**
 * Everything that has changed after `from`, as it is at `to`. A device whose cursor is `from` takes it and is at `to`; any other says
 * hello again. `isAnew`: forget what you held, it is another life of this inbox, or the first visit.
 */
export const Changes = v.object({
  t: v.literal("changes"),
  from: seq,
  to: seq,
  isAnew: v.optional(v.literal(true)),
  entries: Entries,
});
export type Changes = v.InferOutput<typeof Changes>;

/**
 * These say something else now, and were not read yet: whatever shows one of them looks at it again. It has no number, and may be lost.
 */
export const Edited = v.object({ t: v.literal("edited"), room: RoomId, seqs: v.array(Seq) });
export type Edited = v.InferOutput<typeof Edited>;

export const InboxDown = v.variant("t", [
  v.object({ t: v.literal("welcome"), version: v.number(), epoch: v.string(), head: seq }),
  Changes,
  PresenceSignal,
  Edited,
  /** To the sender alone: this is done, and what it changed was told before. */
  v.object({ t: v.literal("done"), id: CommandId }),
  Refused,
  Mark,
  Pong,
  Renewed,
]);
export type InboxDown = v.InferOutput<typeof InboxDown>;
