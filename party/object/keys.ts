/**
 * What every object keeps beside its own rows. Numbers are padded, because keys sort as text:
 *   k:TIME:TICKET   tickets that were spent
 *   o:TIME:SESSION  sessions that were signed out, until then
 */
export const OBJECT_KEY = {
  spent: (expiresAt: number, ticket: string) => `k:${pad(expiresAt)}:${ticket}`,
  spentBefore: (at: number) => `k:${pad(at)}`,
  ended: (until: number, session: string) => `o:${pad(until)}:${session}`,
  endedFrom: (until: number) => `o:${pad(until)}`,
};

/** The first key behind all that begin with `prefix`. */
export function endOf(prefix: string): string {
  return `${prefix}\uFFFF`;
}

const DIGITS = 15;

export function pad(number: number): string {
  return String(number).padStart(DIGITS, "0");
}
