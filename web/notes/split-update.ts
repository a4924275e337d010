import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { byClient, rangesIn, writeUpdate, type Range, type Struct } from "./write-update.ts";

/** What a part holds beside its structs: how many clients, and of each how many structs, who and from where. Numbers take at most ten bytes. */
const FRAME_BYTES = 10;
const CLIENT_BYTES = 30;
const RANGE_BYTES = 20;

/**
 * Cuts an update into parts of at most `most` bytes. Whoever can apply the whole can apply the parts one after the other, and none of
 * them leaves anything waiting for a later one: what a struct stands on comes before it, and deletions come last.
 * Only what cannot be cut, such as one address that is longer, makes a larger part.
 */
export function splitUpdate(update: Uint8Array, most: number): Uint8Array[] {
  if (update.byteLength <= most) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const room = most - FRAME_BYTES - CLIENT_BYTES;
  const whole = structs.filter((struct): struct is Struct => !(struct instanceof Y.Skip));
  const ordered = inOrder(whole.flatMap((struct) => pieces(struct, room)));
  return [...structParts(ordered, most), ...deletionParts(rangesIn(ds), most)];
}

/** Each client's structs in their order, and all of them after what they stand on. */
function inOrder(structs: readonly Struct[]): Struct[] {
  const queues = byClient(structs, ({ id }) => id.client);
  /** The next clock of each client that is to come. What is not in the update is there already. */
  const next = new Map([...queues].map(([client, [first]]) => [client, first?.id.clock ?? 0]));
  const last = new Map([...queues].map(([client, queue]) => [client, endOf(queue.at(-1))]));
  const isHere = ({ client, clock }: Y.ID) =>
    clock < (next.get(client) ?? Infinity) || clock >= (last.get(client) ?? 0);

  const ordered: Struct[] = [];
  const at = new Map<number, number>();
  while (ordered.length < structs.length) {
    const before = ordered.length;
    for (const [client, queue] of queues) {
      let index = at.get(client) ?? 0;
      for (let struct = queue[index]; struct; struct = queue[index]) {
        if (!standsOn(struct).every((id) => id.client === client || isHere(id))) break;
        ordered.push(struct);
        next.set(client, endOf(struct));
        index += 1;
      }
      at.set(client, index);
    }
    if (ordered.length === before)
      throw new RangeError("an update stands on nothing that there is");
  }
  return ordered;
}

function standsOn(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  return [struct.origin, struct.rightOrigin, parent].filter((id) => id !== null);
}

function endOf(struct: Struct | undefined): number {
  return struct ? struct.id.clock + struct.length : 0;
}

/** A text that is too long for one part, in several that follow each other. */
function pieces(struct: Struct, room: number): Struct[] {
  if (!(struct instanceof Y.Item) || sizeOf(struct) <= room) return [struct];
  const at = cutOf(struct.content, room);
  if (at === null) return [struct];
  const { id, rightOrigin, parent, parentSub } = struct;
  const content = struct.content.splice(at);
  const origin = Y.createID(id.client, id.clock + at - 1);
  const rest = new Y.Item(
    Y.createID(id.client, id.clock + at),
    null,
    origin,
    null,
    rightOrigin,
    parent,
    parentSub,
    content,
  );
  const first = new Y.Item(
    id,
    null,
    struct.origin,
    null,
    rightOrigin,
    parent,
    parentSub,
    struct.content,
  );
  return [...pieces(first, room), ...pieces(rest, room)];
}

/** In the middle, and never within a character of two units. */
function cutOf(content: Y.Item["content"], room: number): number | null {
  if (!(content instanceof Y.ContentString) || room < 1) return null;
  const { str } = content;
  const half = Math.floor(str.length / 2);
  const isWithin = /[\uD800-\uDBFF]/.test(str.charAt(half - 1));
  const at = isWithin ? half + 1 : half;
  return at > 0 && at < str.length ? at : null;
}

function structParts(structs: readonly Struct[], most: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let part: Struct[] = [];
  let size = FRAME_BYTES;
  for (const struct of structs) {
    const follows = part.at(-1);
    const isNewRun = follows?.id.client !== struct.id.client;
    const adds = sizeOf(struct) + (isNewRun ? CLIENT_BYTES : 0);
    if (part.length > 0 && size + adds > most) {
      parts.push(writeUpdate(part, []));
      part = [];
      size = FRAME_BYTES + (isNewRun ? 0 : CLIENT_BYTES);
    }
    part.push(struct);
    size += adds;
  }
  if (part.length > 0) parts.push(writeUpdate(part, []));
  return parts;
}

function deletionParts(ranges: readonly Range[], most: number): Uint8Array[] {
  const fit = Math.max(1, Math.floor((most - FRAME_BYTES) / (RANGE_BYTES + CLIENT_BYTES)));
  return Array.from({ length: Math.ceil(ranges.length / fit) }, (_, i) =>
    writeUpdate([], ranges.slice(i * fit, (i + 1) * fit)),
  );
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder);
}
