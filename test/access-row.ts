import type { SignedIn } from "./api.ts";

/** Who knocks. Someone banned still holds a token that has not run out. */
export const KNOCKERS = ["nobody", "banned", "guest", "member", "admin", "owner"] as const;
export type Knocker = (typeof KNOCKERS)[number];

/** The things that a request can be about: of the one who asks, or of somebody else (`theirs`). */
export type Things = {
  person: SignedIn["person"];
  /** A room that they are in, and their session. */
  room: string;
  session: string;
  passkey: string;
  identity: string;
  /** An invite that is open: nobody's in particular. */
  invite: { id: string; token: string };
};

export type Knock = {
  path: string;
  /** Text: bytes, as it is. */
  body?: object | string;
  withCookie?: boolean;
};

/** Who gets in, with their own things and with another's; everyone else hears 401, 403 or 404. */
export type Row = {
  own: readonly Knocker[];
  /** Left out where a request cannot be about somebody else. */
  theirs?: readonly Knocker[];
  ask: (things: Things) => Knock;
};

export const NONE: readonly Knocker[] = [];
export const SIGNED_IN = ["guest", "member", "admin", "owner"] as const;
export const HOLDS_TOKEN = ["banned", ...SIGNED_IN] as const;
export const BELONGS = ["member", "admin", "owner"] as const;
export const RUNS_IT = ["admin", "owner"] as const;

/** An id that is new and fresh each time. */
export const ID = "01a205b3-d000-7343-8bd8-c829d6a705f5";
export const open = (path: string, body?: object) => ({
  own: KNOCKERS,
  ask: () => knock(path, body),
});
/** Asked by a page of ours, as a form that only its own origin may send. */
export const fromOurPage = (path: string) => ({
  own: KNOCKERS,
  ask: () => ({ path, body: {}, withCookie: true }),
});
/** No endpoint takes this: whoever is let in hears `malformed`, and nothing happens. */
export const WRONG = { wrong: true };
export const forOperator = (path: string) => ({ own: NONE, ask: () => knock(path, {}) });
export const knock = (path: string, body?: object | string): Knock =>
  body ? { path, body } : { path };
