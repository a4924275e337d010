import type { Availability, Seen } from "#protocol/inbox/presence.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Answer } from "../rooms.ts";

/** How inboxes reach the lobby. Every call may be repeated. */
export type AskedLobby = {
  /** This person stands so to others now. */
  is(person: PersonId, is: Availability): Promise<Answer<null>>;
  /** A device of `inbox` wants to hear of these people for WATCH_LEASE_MS, and of no others. Gives how each of them stands. */
  watch(inbox: PersonId, device: string, people: readonly PersonId[]): Promise<Answer<Seen[]>>;
};

export type LobbyWorld = {
  storage: Storage;
  clock: Clock;
  inboxes: {
    /** `isHere`: whether any device there was told. */
    presence(inbox: PersonId, people: readonly Seen[]): Promise<Answer<{ isHere: boolean }>>;
  };
};
