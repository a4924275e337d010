import { REQUEST_TIMEOUT_MS } from "../http.ts";
import { ABNORMAL } from "./line.ts";

/** So many requests for a ticket in a row are given up early, after a line that may have died with its network. */
const HURRIED_TICKETS = 5;
/** How long the room may take to answer a hello, or between two pages of the answer. */
export const CATCH_UP_TIMEOUT_MS = 10_000;
/** Where the server has ended the line, it is waited for as many times longer. */
export const PATIENCE = 3;

/**
 * How many times longer than usual each answer is waited for on the way in, after a line that was lost by `code`; `hasHungUp`: it was this side
 * that gave it up. Where the server itself has ended it, the network is well and the server has many to let in: whoever gave up and asked again
 * would be one more in its line, while it still does what nobody waits for any more. It would let nobody in at all
 * (docs/decisions/0063-patience-with-a-busy-server.md).
 */
export function patienceAfter(code: number, hasHungUp: boolean): number {
  return hasHungUp || code === ABNORMAL ? 1 : PATIENCE;
}

/**
 * A browser asks on connections that it has kept, up to six of them, and after a bad line those are as dead as the socket was: each
 * has to be found out by a request of its own. A line that is only slow is given more time after a few `attempts`.
 */
export function ticketTimeoutMs(patience: number, attempts: number): number {
  return attempts < HURRIED_TICKETS
    ? (REQUEST_TIMEOUT_MS / PATIENCE) * patience
    : REQUEST_TIMEOUT_MS;
}
