import * as v from "valibot";
import { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal } from "#protocol/refusal-codes.ts";
import { Wish } from "./wish.ts";

const Code = v.custom<RefusalCode>(isRoomRefusal);
const seq = v.pipe(v.number(), v.safeInteger());

const Row = v.object({
  id: CommandId,
  order: seq,
  wish: Wish,
  writtenAt: v.number(),
  failed: v.exactOptional(Code),
});

/** What the tabs of one person tell each other about one room's outbox. */
export const OutboxNews = v.variant("kind", [
  /** Written here; whoever sends will send it. `instead` is the failed row that it takes the place of. */
  v.object({
    kind: v.literal("written"),
    row: Row,
    instead: v.nullable(CommandId),
    /** No disk and no note has it. */
    isUnkept: v.exactOptional(v.literal(true)),
  }),
  v.object({ kind: v.literal("sending"), id: v.nullable(CommandId) }),
  v.object({ kind: v.literal("failed"), id: CommandId, code: Code }),
  /** The room takes it later, and says why. */
  v.object({ kind: v.literal("postponed"), id: CommandId, code: Code }),
  /** A fact of this number: a tab that never gets to see the event lets the row go by this. */
  v.object({ kind: v.literal("fact"), id: CommandId, seq, epoch: v.nullable(v.string()) }),
  v.object({ kind: v.literal("discarded"), id: CommandId }),
  /** The teller sees the room in a life that it did not know: whoever still waits for something says so again. */
  v.object({ kind: v.literal("new_life") }),
]);
export type OutboxNews = v.InferOutput<typeof OutboxNews>;
