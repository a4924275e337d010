import type { PersonId } from "#protocol/ids.ts";
import type { DeviceStatus } from "../inbox/device-status.ts";
import type { Author } from "../rooms.ts";
import type { Frame } from "./shared-frame.ts";

/** Ordered rows by key: text, or bytes where an object says so. Keys sort by their bytes. */
export type Storage<Row extends string | Uint8Array = string> = {
  get(key: string): Promise<Row | undefined>;
  list(range: KeyRange): Promise<Map<string, Row>>;
  /**
   * All of it or none of it. Resolves when what depends on it may be shown: at once where the host holds back
   * everything that is sent until the write is durable (the output gate), else when it is durable.
   * @throws RowTooLarge, a RangeError, on a value of more than MAX_VALUE_BYTES, before anything is written.
   */
  commit(write: Write<Row>): Promise<void>;
  /** Resolves when all that was committed so far is durable, whether or not it may be shown before. */
  flushed(): Promise<void>;
  /** Calls the object's `alarm` at about this time (ms since epoch), also if it sleeps until then; null: never. */
  wakeAt(at: number | null): void;
};

/** `start` inclusive, `end` exclusive. */
export type KeyRange = { start: string; end: string; limit: number; reverse?: boolean };
export type Write<Row extends string | Uint8Array = string> = {
  put: ReadonlyMap<string, Row>;
  remove?: readonly string[];
};

/** Durable Object storage takes 128 KiB a value; the rest is room for its encoding (platform.md §3.2). */
export const MAX_VALUE_BYTES = 120_000;

export type Clock = {
  now(): number;
  /** Runs once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
};

/** One socket. What it knows of itself survives the object's sleep; `id` is a handle, never an identity. */
export type Peer = {
  readonly id: string;
  readonly memory: PeerMemory;
  remember(memory: PeerMemory): void;
  /** Never throws: a socket that is gone is found out by its close. */
  send(frame: Frame): void;
  close(code: number, reason: string): void;
};

/** A socket over which bytes go as well. */
export type BinaryPeer = Peer & { sendBytes(bytes: Uint8Array): void };

/** Somebody, as they are shown to others. */
export type Who = { id: PersonId; name: string };

export type PeerMemory = Author & {
  sessionExpiresAt: number;
  standing: Standing;
  /** Of a device at its inbox: what is done at it, and whether it watches people. */
  status?: DeviceStatus;
  watches?: boolean;
  /** Of a socket to a room: it says how far was read, and is told how far others have. */
  readsAlong?: boolean;
  /** Of a socket to a note. */
  note?: NoteMemory;
};

/**
 * What a socket to a note knows of itself. `askedAt`: when the room last said that its person may be here; `sent`: how many changes came
 * by it; `hasAnswered`: it has said what it had when it came; `isWaiting`: some of its changes wait for that. `awareness` is what its editor tells of where they are, as the others were told, or null.
 */
export type NoteMemory = {
  mayWrite: boolean;
  askedAt: number;
  sent: number;
  hasAnswered: boolean;
  isWaiting: boolean;
  awareness: { clientId: number; clock: number; state: string | null } | null;
};

/** How far a socket has come. What is kept of a dismissal outlives the object's sleep, as the socket may. */
export type Standing = "arriving" | "admitted" | "greeted" | { dismissedWith: number };

/** Words and numbers only: what people write never gets here. An `alarm` is for an operator to look at. */
export type ObjectLog = (
  event: string,
  facts: Record<string, string | number>,
  level?: "alarm",
) => void;
