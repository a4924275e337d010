import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Answer, Author } from "../rooms.ts";

/** Who must not be in a note any more: people who have left its room, sessions that were signed out. */
export type Gone = { people: readonly PersonId[]; sessions: readonly string[] };

/** How notes are reached, on either host. One that cannot be reached answers `unavailable`; every call may be repeated. */
export type Notes = {
  /** The document as it is now, as one change of Yjs's. */
  state(room: RoomId, by: Author): Promise<Answer<Uint8Array>>;
  gone(room: RoomId, gone: Gone): Promise<Answer<null>>;
  /** What somebody is in the community from now on, whatever older tokens say. */
  roleIs(room: RoomId, person: PersonId, role: CommunityRole): Promise<Answer<null>>;
};
