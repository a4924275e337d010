import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Answer, Author } from "../rooms.ts";

/** Who must not be in a note any more: people who have left its room, sessions that were signed out. */
export type Gone = { people: readonly PersonId[]; sessions: readonly string[] };

/**
 * `at`: when the last change in it was made (ms since epoch); `people`: who has written since the version before; `isKept`: something leads
 * to it, so it stays; `removedBy`: who took much of it out right after that.
 */
export type NoteVersion = {
  id: string;
  at: number;
  people: PersonId[];
  isKept: boolean;
  removedBy?: PersonId | undefined;
};
/**
 * `authors`: under which of Yjs's client ids everyone has written; `origins`: what of it somebody else wrote first, as stretches of a
 * client id, a clock and a length, one after the other.
 */
export type NoteVersions = {
  versions: NoteVersion[];
  authors: { person: PersonId; clientIds: number[] }[];
  origins: { person: PersonId; stretches: number[] }[];
};

/**
 * What an editor without a socket asks: what it has (`vector`, Yjs's), the number of the last change that it knows of (null: it has just
 * come), and how long it waits when there is nothing newer. Nobody waits beyond the access token's end (ms since epoch).
 */
export type NoteQuestion = {
  vector: Uint8Array;
  after: number | null;
  waitMs: number;
  sessionExpiresAt: number;
};

/** How notes are reached, on either host. One that cannot be reached answers `unavailable`; every call may be repeated. */
export type Notes = {
  /** The document as it is now, as one change of Yjs's. */
  state(room: RoomId, by: Author): Promise<Answer<Uint8Array>>;
  /** Answers when the change is durable. */
  write(room: RoomId, by: Author, update: Uint8Array): Promise<Answer<null>>;
  /** What a socket would have heard: frames one after the other, each after its length. */
  listen(room: RoomId, by: Author, question: NoteQuestion): Promise<Answer<Uint8Array>>;
  /** What it was at times, the newest first. */
  versions(room: RoomId, by: Author): Promise<Answer<NoteVersions>>;
  /** The document as it was then. */
  version(room: RoomId, by: Author, id: string): Promise<Answer<Uint8Array>>;
  /** Holds on to a version, or (null) to what the note is now. */
  hold(room: RoomId, by: Author, id: string | null): Promise<Answer<{ id: string }>>;
  gone(room: RoomId, gone: Gone): Promise<Answer<null>>;
  /** What somebody is in the community from now on, whatever older tokens say. */
  roleIs(room: RoomId, person: PersonId, role: CommunityRole): Promise<Answer<null>>;
};
