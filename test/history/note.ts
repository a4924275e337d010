import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";

/**
 * One thing that a test client did or heard. Their order in a history is the order in which they happened: all
 * clients of a run live in one process. `line` is one socket of one device, or `http`.
 */
export type Note =
  /** A command has left; noted again each time it leaves. */
  | { t: "asked"; device: string; line: string; by: string; id: string; body: string }
  | { t: "refused"; device: string; id: string; code: string; retryable: boolean }
  /** The answer to a repeat, and to a command by HTTP. */
  | { t: "accepted"; device: string; event: RoomEvent }
  | { t: "hello"; line: string; epoch: string | null; cursor: number }
  | { t: "welcome"; line: string; epoch: string; head: number }
  | { t: "snapshot"; line: string; epoch: string; seq: number; events: readonly RoomEvent[] }
  | { t: "events"; line: string; events: readonly RoomEvent[] }
  /** The room has told this line everything up to the welcome's head. */
  | { t: "caught-up"; line: string }
  /** A page of history, by `ask` together with its answer; one without an answer was lost on the way. */
  | { t: "page-asked"; ask: number; after: number; limit: number }
  | { t: "page"; ask: number; events: readonly RoomEvent[]; hasMore: boolean }
  /** When all is over: everything that a place holds, such as the room's log or the database. */
  | { t: "whole"; place: string; events: readonly RoomEvent[] };

/** Everything that happened in one room while a test looked. */
export type History = readonly Note[];

/** Where those who take part write down what happens, in its order: a history, or what looks at one as it happens. */
export type Notebook = { push(note: Note): unknown };

/** One kind of look at it. */
export type HistoryPart = Notebook & { faults(): Fault[] };
