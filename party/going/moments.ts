import { spreadOf } from "#protocol/spread.ts";

/**
 * When each of these devices (sessions) shall come back, in ms from now: `awayMs` until there is a server again, and then evenly one after
 * the other. By chance alone some second would see a quarter more than its share. All sockets of a device have the same moment.
 */
export function momentsOf(sessions: Iterable<string>, awayMs: number): Map<string, number> {
  const devices = [...new Set(sessions)].toSorted();
  const apart = spreadOf(devices.length) / devices.length;
  return new Map(devices.map((device, i) => [device, awayMs + Math.round(i * apart)]));
}
