import type { OpenParty } from "../admission.ts";

/** An open socket: to which object, and of which session, which is a device. */
type Seat = { party: OpenParty; name: string; session: string };

const seats = new Map<string, Seat>();

/**
 * The sockets of this isolate, by their id. Under `npm start` one isolate holds the Worker and every object, so this is all of them, also
 * those whose object sleeps; on the edge, where each may be elsewhere, nobody asks (docs/decisions/0057-restarts-that-nobody-notices.md).
 */
export const occupied = {
  enter: (socket: string, seat: Seat): void => void seats.set(socket, seat),
  leave: (socket: string): void => void seats.delete(socket),
  count: (): number => seats.size,
  all: (): Seat[] => [...seats.values()],
};
