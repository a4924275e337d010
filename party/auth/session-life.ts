/** How long a session lasts, in ms (docs/security.md): unused for this long it is over, and after the other time in any case. */
export const SESSION_IDLE_MS = 14 * 24 * 60 * 60_000;
export const SESSION_LASTS_MS = 90 * 24 * 60 * 60_000;
