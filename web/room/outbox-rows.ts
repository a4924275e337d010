import type { CommandId } from "#protocol/ids.ts";
import type { NewOutboxRow, OutboxRow } from "../storage/room-disk.ts";
import type { Change, Pending } from "./room-view.ts";
import type { ChangeWish, PostWish } from "./wish.ts";

/** One wish that is not shown as a fact yet, from writing to its event. */
export type Waiting = NewOutboxRow & {
  /** Its place in the queue; null until the disk has answered, and until then it is not sent. */
  order: number | null;
  /** Whether a reload would find it. */
  isKept: boolean;
  /** The number of its event, once a room has said so. It stays on screen until the reader gets there. */
  fact: number | null;
};

export type Rows = readonly Waiting[];

/** Rows in the order they were written; those without a place yet are the newest. */
export function inOrder(rows: Rows): Rows {
  return rows.toSorted(
    (a, b) => (a.order ?? Number.POSITIVE_INFINITY) - (b.order ?? Number.POSITIVE_INFINITY) || 0,
  );
}

/** Adds or updates rows by id. What is known of one already, a failure say, stays known. */
export function withRows(rows: Rows, added: readonly OutboxRow[], areKept: boolean): Rows {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of added) {
    const known = byId.get(row.id);
    const isKept = areKept || (known?.isKept ?? false);
    byId.set(row.id, { fact: null, ...known, ...row, isKept });
  }
  return inOrder([...byId.values()]);
}

/** Marks the rows that are events by now. */
export function withFacts(rows: Rows, facts: ReadonlyMap<CommandId, number>): Rows {
  return rows.map((row) => {
    const fact = row.fact ?? facts.get(row.id) ?? null;
    return fact === row.fact ? row : { ...row, fact };
  });
}

/** Whether the reader at `cursor` shows this row as an event already. */
export function isShownAsEvent({ fact }: Waiting, cursor: number): boolean {
  return fact !== null && fact <= cursor;
}

/** The first row that still has to be sent. Nothing overtakes it. */
export function firstToSend(rows: Rows): Waiting | undefined {
  const first = rows.find(({ fact, failed }) => fact === null && failed === undefined);
  return first?.order === null ? undefined : first;
}

export function isStored(row: Waiting): row is Waiting & { order: number } {
  return row.order !== null;
}

/** What the disk keeps of a row. */
export function toStored(row: Waiting & { order: number }): OutboxRow {
  const { id, order, wish, writtenAt, failed } = row;
  return { id, order, wish, writtenAt, ...(failed && { failed }) };
}

type Posting = Waiting & { wish: PostWish };
type Changing = Waiting & { wish: ChangeWish };

export function isPosting(row: Waiting): row is Posting {
  return row.wish.type === "message.post";
}

export function isChanging(row: Waiting): row is Changing {
  return !isPosting(row);
}

/** A new message as the screen shows it. */
export function toPending(row: Posting, send: Pending["send"]): Pending {
  const { id, wish, writtenAt, isKept, order } = row;
  const { type: _, ...message } = wish;
  const unkept = order === null ? "yet" : "ever";
  return { id, ...message, writtenAt, ...(!isKept && { unkept }), send };
}

/** What the screen shows on a message that is there. */
export function toChange({ id, wish }: Changing, send: Pending["send"]): Change {
  return { id, wish, send };
}
