import { refusal } from "#protocol/refusals.ts";

/** What whoever asks is told whose session is over, although their token is still good for minutes. */
export const SIGNED_OUT = { ok: false, refusal: refusal("unauthenticated") } as const;
