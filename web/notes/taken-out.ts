import * as Y from "yjs";
import { rangesIn, writeUpdate } from "./write-update.ts";

/**
 * What a change takes out of what the server has, as a change that does nothing else; null: nothing that the server does not know, or the
 * change does nothing else itself. A note that is full takes no change that adds to it, so whoever makes room has to send this before.
 */
export function takenOut(change: Uint8Array, server: Y.Snapshot): Uint8Array | null {
  const { structs, ds } = Y.decodeUpdate(change);
  if (structs.length === 0) return null;
  const there = rangesIn(ds).flatMap(({ client, clock, len }) => {
    const end = Math.min(clock + len, server.sv.get(client) ?? 0);
    return end > clock ? [{ client, clock, len: end - clock }] : [];
  });
  const alone = writeUpdate([], there);
  return Y.snapshotContainsUpdate(server, alone) ? null : alone;
}

/** Whether there is anything in a change but what it takes out. */
export function isAdding(change: Uint8Array): boolean {
  return Y.decodeUpdate(change).structs.length > 0;
}
