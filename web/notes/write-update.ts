import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export type Struct = Y.Item | Y.GC | Y.Skip;
export type Range = { client: number; clock: number; len: number };

/** What is deleted by an update, client by client, each in order. */
export function rangesIn(ds: ReturnType<typeof Y.decodeUpdate>["ds"]): Range[] {
  return [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, len })),
  );
}

/** An update as Yjs writes it (version 1). A client's structs stand together, and keep their order. */
export function writeUpdate(structs: readonly Struct[], ranges: readonly Range[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  const runs = byClient(structs, ({ id }) => id.client);
  encoding.writeVarUint(restEncoder, runs.size);
  for (const [client, run] of runs) {
    encoding.writeVarUint(restEncoder, run.length);
    encoder.writeClient(client);
    encoding.writeVarUint(restEncoder, run[0]?.id.clock ?? 0);
    for (const struct of run) struct.write(encoder, 0);
  }
  const deleted = byClient(ranges, ({ client }) => client);
  encoding.writeVarUint(restEncoder, deleted.size);
  for (const [client, run] of deleted) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(restEncoder, client);
    encoding.writeVarUint(restEncoder, run.length);
    for (const { clock, len } of run) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}

export function byClient<T>(all: readonly T[], clientOf: (one: T) => number): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const one of all) {
    const client = clientOf(one);
    const those = found.get(client);
    if (those) those.push(one);
    else found.set(client, [one]);
  }
  return found;
}
