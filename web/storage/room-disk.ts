import type { MessageDeleted, RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomExcerpt, RoomState } from "#protocol/room-state.ts";
import type { Wish } from "../room/wish.ts";

/** A room as this browser last knew it: the state at `seq`, and the newest of the events that led there. */
export type StoredRoom = RoomExcerpt & { epoch: string };

/** Older events that somebody has looked at, and what has become of them by event `seq`, where that reader was. */
export type StoredPage = Pick<StoredRoom, "seq" | "events" | "states">;

/** A wish on its way. `order` is its place in the room's queue, given by the disk. */
export type OutboxRow = {
  id: CommandId;
  order: number;
  wish: Wish;
  /** ms since epoch, by this device. */
  writtenAt: number;
  failed?: RefusalCode;
};
export type NewOutboxRow = Omit<OutboxRow, "order">;
/** A row that was written this moment, `instead` of a failed one if given. */
export type Written = { row: NewOutboxRow; instead?: CommandId };

/** What one frame did to a room, to be saved as one: never a cursor without its state, nor a fact still in the outbox. */
export type RoomChange = {
  /** `follow` adds events to what is stored; `replace` is a snapshot, which forgets it first. */
  how: "follow" | "replace";
  epoch: string;
  /** The room as it is after it. */
  room: RoomState;
  /** What has led there since this reader's last change. */
  events: readonly RoomEvent[];
  settled: readonly OutboxRow[];
  /** Deleted by these events: their words have to go from what is stored. */
  deleted?: readonly MessageDeleted[];
  /** Whose names have to go from what is stored, because their accounts were deleted. */
  erased?: readonly PersonId[];
};

/** One person's rooms and outbox on this device. Nothing throws: "no" and null say that the disk does not play along. */
export type RoomDisk = {
  loadRoom(room: RoomId): Promise<StoredRoom | null>;
  save(room: RoomId, change: RoomChange): Promise<boolean>;
  /** Keeps a page of history, if the room is still in `epoch` here and no further than the page. Its events are older than the cursor. */
  keepHistory(room: RoomId, epoch: string, page: StoredPage): Promise<boolean>;
  /** In the order they were written. */
  loadOutbox(room: RoomId): Promise<OutboxRow[]>;
  roomsWithOutbox(): Promise<RoomId[]>;
  /** Stores rows at the end of the queue, all or none; one that is there stays where it is. Their places, or null. */
  addToOutbox(room: RoomId, group: readonly Written[]): Promise<number[] | null>;
  updateInOutbox(room: RoomId, row: OutboxRow): Promise<boolean>;
  removeFromOutbox(room: RoomId, rows: readonly OutboxRow[]): Promise<boolean>;
  close(): void;
};

/** Newest events that are kept of each room. Older ones come from the server when they are looked at. */
export const MAX_STORED_EVENTS = 2_000;
