import type { StoreApi } from "zustand/vanilla";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Answer } from "../answer.ts";

/** `editWindowMs`: for how long they may edit what they have said; without it, for ever. */
export type SignedInPerson = {
  id: PersonId;
  name: string;
  role: CommunityRole;
  editWindowMs?: number | undefined;
};

/** `unknown` until this browser's memory or the server has answered; `community: null` means not created yet. */
export type SessionState =
  | { at: "unknown" }
  | { at: "signed_out"; community: string | null }
  | { at: "signed_in"; person: SignedInPerson; community: string };

/** What there is to tell once somebody is in. */
export type Entered = { waysRemoved?: boolean };

export type AccessToken = { accessToken: string; expiresAt: number };

/** Who is signed in, in all tabs of this browser alike. Nothing here throws; every action answers. */
export type Session = {
  readonly store: StoreApi<SessionState>;
  /** Signs in or up by whatever is asked for at `path`, which answers with a session. */
  readonly enter: (path: `/api/${string}`, form: object) => Promise<Answer<Entered>>;
  /** Ends the session on the server, then deletes everything of this person on this device. */
  readonly signOut: () => Promise<Answer<null>>;
  /** A token that is good for at least a few seconds; refreshed ahead of its expiry, once for all tabs. */
  readonly accessToken: () => Promise<Answer<AccessToken>>;
  /** A token newer than `spent`, which the server has refused. */
  readonly refresh: (spent: string | null) => Promise<Answer<AccessToken>>;
};
