import type { OpenParty } from "../admission.ts";

type Place = { party: OpenParty; name: string };

const places = new Map<string, Place>();

/**
 * The objects of this isolate that have sockets. Under `npm start` one isolate holds the Worker and every object, so this is all of them,
 * also those that sleep; on the edge, where each may be elsewhere, nobody asks (docs/decisions/0057-restarts-that-nobody-notices.md).
 */
export const occupied = {
  enter: (party: OpenParty, name: string): void =>
    void places.set(`${party}/${name}`, { party, name }),
  empty: (party: OpenParty, name: string): void => void places.delete(`${party}/${name}`),
  all: (): Place[] => [...places.values()],
};
