/** Devices that come back one after the other are this far apart, in ms: 500 are back within five seconds, and 22 % of them in each (docs/decisions/0057). */
const APART_MS = 9;
/** So many are far enough apart for any crowd that a server takes in at once; a larger one does not wait longer for that alone. */
const LONG_ENOUGH_MS = 4_500;
/**
 * 143 a second, with two sockets each, is what one core lets in beside the talk of those who are back. Where more come than that,
 * everyone's turn ends when the last one's does.
 */
const LEAST_APART_MS = 7;
/** As long as the longest pause between two tries. */
const LONGEST_MS = 30_000;

/** Over how many ms so many devices spread their return, when all of them were sent away in the same moment. */
export function spreadOf(devices: number): number {
  const easy = Math.min(devices * APART_MS, LONG_ENOUGH_MS);
  return Math.min(Math.max(easy, devices * LEAST_APART_MS), LONGEST_MS);
}
