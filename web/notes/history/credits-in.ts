import type { Schema } from "@tiptap/pm/model";
import type { XmlFragment } from "yjs";
import { writtenIn } from "./authors-in.ts";
import type { History } from "./versions-by-http.ts";

/** A stretch of a note as the editor counts it, and who has written it. */
type Credit = { from: number; to: number; person: string };

/**
 * Who wrote what of a document: whoever wrote it first, although others may have taken it out and brought it back. Neighbours by the same
 * are one; what nobody is known to have written is left out.
 */
export function creditsIn(
  fragment: XmlFragment,
  schema: Schema,
  { authors, origins }: Pick<History, "authors" | "origins">,
): Credit[] {
  const owners = new Map(
    authors.flatMap(({ person, clientIds }) => clientIds.map((id) => [id, person] as const)),
  );
  const first = stretchesOf(origins);
  const credits: Credit[] = [];
  for (const { from, to, client, clock } of writtenIn(fragment, schema)) {
    let at = from;
    const add = (upTo: number, person: string | undefined) => {
      const last = credits.at(-1);
      if (person !== undefined && upTo > at) {
        if (last?.person === person && last.to === at) last.to = upTo;
        else credits.push({ from: at, to: upTo, person });
      }
      at = Math.max(at, upTo);
    };
    const placeOf = (of: number) => Math.max(from, Math.min(to, from + of - clock));
    for (const stretch of first.get(client) ?? []) {
      add(placeOf(stretch.from), owners.get(client));
      add(placeOf(stretch.to), stretch.person);
    }
    add(to, owners.get(client));
  }
  return credits;
}

type Stretch = { from: number; to: number; person: string };

/** By client id, in order. */
function stretchesOf(origins: History["origins"]): Map<number, Stretch[]> {
  const found = new Map<number, Stretch[]>();
  for (const { person, stretches } of origins) {
    for (let at = 0; at + 2 < stretches.length; at += 3) {
      const [client = 0, from = 0, length = 0] = stretches.slice(at, at + 3);
      found.set(client, [...(found.get(client) ?? []), { from, to: from + length, person }]);
    }
  }
  for (const [client, stretches] of found)
    found.set(
      client,
      stretches.toSorted((a, b) => a.from - b.from),
    );
  return found;
}
