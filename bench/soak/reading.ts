import type { SoakRoom } from "./gathering.ts";

/** Whoever talks reads, too. Where nobody ever does, what is unread grows for as long as the talk lasts: that is kept, and no leak. */
const EACH_READS_EVERY_MS = 120_000;

/** One device after the other says how far it has read, each once in two minutes, so that a person with two has read within one. Whoever is away does not. `end` gives how many were heard. */
export function readNowAndThen(rooms: readonly SoakRoom[]): { end: () => number } {
  const devices = rooms.flatMap((room) => room.devices);
  let at = 0;
  let heard = 0;
  const reading = setInterval(() => {
    const device = devices[at % devices.length];
    at += 1;
    void device?.read().then((isHeard) => (heard += Number(isHeard)));
  }, EACH_READS_EVERY_MS / devices.length);
  return {
    end: () => {
      clearInterval(reading);
      return heard;
    },
  };
}
