import type { StoreApi } from "zustand/vanilla";
import type { PersonId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";

export type SignedInPerson = { id: PersonId; name: string; role: "owner" | "member" };

/** `unknown` until this browser's memory or the server has answered; `community: null` means not created yet. */
export type SessionState =
  | { at: "unknown" }
  | { at: "signed_out"; community: string | null }
  | { at: "signed_in"; person: SignedInPerson; community: string };

export type CommunityForm = { name: string; displayName: string; email: string; password: string };
export type SignInForm = { email: string; password: string };
/** `token` is the invite's, from the fragment of /join#TOKEN. */
export type SignUpForm = { token: string; displayName: string; email: string; password: string };

export type AccessToken = { accessToken: string; expiresAt: number };

/** Who is signed in, in all tabs of this browser alike. Nothing here throws; every action answers. */
export type Session = {
  readonly store: StoreApi<SessionState>;
  readonly createCommunity: (form: CommunityForm) => Promise<Answer<null>>;
  readonly signIn: (form: SignInForm) => Promise<Answer<null>>;
  readonly signUp: (form: SignUpForm) => Promise<Answer<null>>;
  /** Ends the session on the server, then deletes everything of this person on this device. */
  readonly signOut: () => Promise<Answer<null>>;
  /** A token that is good for at least a few seconds; refreshed ahead of its expiry, once for all tabs. */
  readonly accessToken: () => Promise<Answer<AccessToken>>;
  /** A token newer than `spent`, which the server has refused. */
  readonly refresh: (spent: string | null) => Promise<Answer<AccessToken>>;
};
