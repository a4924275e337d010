import type { Person } from "#protocol/down.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomState } from "#protocol/room-state.ts";

/** A message that is written and not yet a fact. It is shown after the room's events, in the order it was written. */
export type Pending = {
  id: CommandId;
  body: string;
  action?: true;
  writtenAt: number;
  send: { at: "queued" } | { at: "sending" } | { at: "failed"; code: RefusalCode };
};

/** What the person is told about the line, and nothing better than the truth. */
export type Connection =
  | { at: "connecting" }
  | { at: "live" }
  | { at: "offline"; since: number }
  | { at: "closed"; why: "not_member" | "no_such_room" | "version" | "signed_out" };

/** Everything that a room's screen shows. One immutable value; parts that did not change keep their identity. */
export type RoomView = {
  id: RoomId;
  /** Whether anything is known yet, from this browser's disk or from the room. */
  isLoaded: boolean;
  /** Confirmed facts only. */
  room: RoomState;
  pending: readonly Pending[];
  connection: Connection;
  here: { count: number; people: readonly Person[] };
  typing: readonly Person[];
};
