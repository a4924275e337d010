import { ContentString, ContentType, findIndexSS, isDeleted, Item, type Doc, type GC } from "yjs";
import type { Deletions } from "./vet-update.ts";

/** How far each client id had come at some time. */
export type Reach = ReadonlyMap<number, number>;

/** How many characters of what the note says these deletions take away, of those that were there already at that time. */
export function removedBy({ store }: Doc, deletions: Deletions, then: Reach): number {
  let removed = 0;
  for (const [client, ranges] of deletions.clients) {
    const structs = store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      const end = Math.min(clock + len, then.get(client) ?? 0);
      if (clock >= end) continue;
      for (let at = findIndexSS(structs, clock); at < structs.length; at += 1) {
        const struct = structs[at];
        if (!struct || struct.id.clock >= end) break;
        removed += within(struct, clock, end) + beneath(struct, deletions);
      }
    }
  }
  return removed;
}

/** How many characters the note has. */
export function charactersIn({ store }: Doc): number {
  let characters = 0;
  for (const structs of store.clients.values())
    for (const struct of structs) characters += within(struct, 0, Number.POSITIVE_INFINITY);
  return characters;
}

function within(struct: Item | GC, from: number, to: number): number {
  if (struct.deleted || !(struct instanceof Item) || !(struct.content instanceof ContentString))
    return 0;
  const { clock } = struct.id;
  return Math.min(to, clock + struct.length) - Math.max(from, clock);
}

/** What goes with what it stands in, although only that was named. An honest editor names all. */
function beneath(struct: Item | GC, deletions: Deletions): number {
  if (struct.deleted || !(struct instanceof Item) || !(struct.content instanceof ContentType))
    return 0;
  let removed = 0;
  // oxlint-disable-next-line no-underscore-dangle -- the library names it so
  for (let child = struct.content.type._start; child; child = child.right) {
    if (isDeleted(deletions, child.id)) continue;
    removed += within(child, 0, Number.POSITIVE_INFINITY) + beneath(child, deletions);
  }
  return removed;
}
