import { spreadOf } from "#protocol/spread.ts";

/** In ms from now, by device (session); and over how long all of them spread. */
export type Moments = { inMs: ReadonlyMap<string, number>; everyMs: number };

/**
 * When each of these devices shall come back: `awayMs` until there is a server again, and then evenly one after the other. By chance alone
 * some second would see a quarter more than its share. All sockets of a device have the same moment.
 */
export function momentsOf(sessions: Iterable<string>, awayMs: number): Moments {
  const devices = [...new Set(sessions)].toSorted();
  const everyMs = spreadOf(devices.length);
  const apart = everyMs / devices.length;
  const inMs = new Map(devices.map((device, i) => [device, awayMs + Math.round(i * apart)]));
  return { inMs, everyMs };
}
