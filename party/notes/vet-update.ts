import { NOTE_ROOTS } from "#protocol/notes/frames.ts";
import {
  ContentDoc,
  decodeUpdate,
  findIndexSS,
  getState,
  ID,
  Item,
  Skip,
  type Doc,
  type GC,
} from "yjs";

/** Yjs draws client ids from this, and counts what each of them has written. */
const MAX_CLIENT_ID = 2 ** 32 - 1;
const MAX_CLOCK = 2 ** 40;

type Struct = Item | GC;
type Decoded = ReturnType<typeof decodeUpdate>;
export type Deletions = Decoded["ds"];
/** What a change takes away, or what was gone already, and all the rest of it. */
export type Change = { deletions: Deletions; structs: Decoded["structs"] };

/**
 * `isNews`: the document does not have all of it. `authors`: the client ids under which something is new in it, and how far each comes;
 * without any, it only takes away.
 */
export type Vetted =
  | (Change & {
      ok: true;
      isEmpty: boolean;
      isNews: boolean;
      authors: ReadonlyMap<number, number>;
    })
  | { ok: false; code: "malformed" | "note_out_of_step" };

/**
 * Looks at a change before the document does. Yjs takes anything that it can read, and keeps what it cannot place until the rest comes:
 * a note that did so would hold what nobody sees and nobody has stored. Never throws.
 */
export function vetUpdate(document: Doc, update: Uint8Array): Vetted {
  const decoded = decode(update);
  if (!decoded?.structs.every(isOfANote) || !isInOrder(decoded.ds))
    return { ok: false, code: "malformed" };
  const isEmpty = decoded.structs.length === 0 && decoded.ds.clients.size === 0;
  const reached = new Reached(document);
  const isPlaced = place(decoded.structs, reached) && deletesWhatIsThere(decoded, reached);
  if (!isPlaced) return { ok: false, code: "note_out_of_step" };
  const isNews = reached.grown.size > 0 || takesAway(document, decoded.ds);
  const { structs, ds: deletions } = decoded;
  return { ok: true, isEmpty, isNews, authors: reached.grown, deletions, structs };
}

/** A change that was looked at when it came. */
export function changeIn(update: Uint8Array): Change {
  const { structs, ds: deletions } = decodeUpdate(update);
  return { structs, deletions };
}

/** Whether the document has taken all of a change that was looked at: what reads it here is not what reads it there. */
export function hasTaken(document: Doc, authors: ReadonlyMap<number, number>): boolean {
  const { store } = document;
  if (store.pendingStructs !== null || store.pendingDs !== null) return false;
  return [...authors].every(([client, clock]) => getState(store, client) >= clock);
}

function decode(update: Uint8Array): Decoded | null {
  try {
    return decodeUpdate(update);
  } catch {
    // Not Yjs's, or not whole.
    return null;
  }
}

/** Documents within documents, and roots of other names, would be a place to hide things. */
function isOfANote(struct: Decoded["structs"][number]): boolean {
  const { client, clock } = struct.id;
  if (client > MAX_CLIENT_ID || clock + struct.length > MAX_CLOCK || struct.length < 1)
    return false;
  if (struct instanceof Skip || !(struct instanceof Item)) return true;
  if (struct.content instanceof ContentDoc) return false;
  const parent: unknown = struct.parent;
  return typeof parent !== "string" || NOTE_ROOTS.some((root) => root === parent);
}

/** Yjs writes what is deleted in order and once. Where it is there many times over, somebody wants it to be gone through many times. */
function isInOrder({ clients }: Deletions): boolean {
  return [...clients.values()].every((ranges) =>
    ranges.every(({ clock, len }, i) => {
      const before = ranges[i - 1];
      return len > 0 && (!before || before.clock + before.len <= clock);
    }),
  );
}

/** How far each client id has come: in the document, and by what of the change has been placed. */
class Reached {
  readonly #document: Doc;
  readonly grown = new Map<number, number>();

  constructor(document: Doc) {
    this.#document = document;
  }

  of(client: number): number {
    return this.grown.get(client) ?? getState(this.#document.store, client);
  }

  has({ client, clock }: ID): boolean {
    return clock < this.of(client);
  }

  add(struct: Struct): void {
    const end = struct.id.clock + struct.length;
    if (end > this.of(struct.id.client)) this.grown.set(struct.id.client, end);
  }
}

/** Whether every part finds what it stands on, in the document or in the change itself, in whatever order. */
function place(structs: Decoded["structs"], reached: Reached): boolean {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    // A hole is no part of a change that can be applied by itself.
    if (struct instanceof Skip) return false;
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  // Whoever waits is asked again when the client id that it waits for has come further.
  const waiting = new Map<number, number[]>();
  const due = [...queues.keys()];
  const next = new Map<number, number>();
  let placed = 0;
  for (let client = due.pop(); client !== undefined; client = due.pop()) {
    const queue = queues.get(client) ?? [];
    let at = next.get(client) ?? 0;
    for (; at < queue.length; at += 1) {
      const struct = queue[at];
      if (!struct) break;
      if (struct.id.clock > reached.of(client)) return false;
      const missing = missingIn(struct, reached);
      if (missing !== null) {
        waiting.set(missing, [...(waiting.get(missing) ?? []), client]);
        break;
      }
      reached.add(struct);
      placed += 1;
    }
    if (at > (next.get(client) ?? 0)) {
      due.push(...(waiting.get(client) ?? []));
      waiting.delete(client);
    }
    next.set(client, at);
  }
  return placed === structs.length;
}

/** The client id of what this part stands on and is not there yet, or null. */
function missingIn(struct: Struct, reached: Reached): number | null {
  if (!(struct instanceof Item)) return null;
  const parent: unknown = struct.parent;
  const bases = [struct.origin, struct.rightOrigin, parent instanceof ID ? parent : null];
  return bases.find((base) => base && !reached.has(base))?.client ?? null;
}

function deletesWhatIsThere({ ds }: Decoded, reached: Reached): boolean {
  for (const [client, ranges] of ds.clients) {
    const end = reached.of(client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return false;
  }
  return true;
}

/** Whether anything of this is not deleted yet: with every state, Yjs tells all that was ever deleted. */
function takesAway({ store }: Doc, { clients }: Deletions): boolean {
  for (const [client, ranges] of clients) {
    const structs = store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let at = findIndexSS(structs, clock); at < structs.length; at += 1) {
        const struct = structs[at];
        if (!struct || struct.id.clock >= clock + len) break;
        if (!struct.deleted) return true;
      }
    }
  }
  return false;
}
