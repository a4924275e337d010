import type { Answer, Author, HistoryPage, HistoryQuery } from "../rooms.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Journal } from "./journal.ts";
import { objectionToEntering } from "./permissions.ts";

/** A page of what happened, straight from the log: numbers have no holes, so any page is one short read. */
export async function historyPage(
  journal: Journal,
  by: Author,
  query: HistoryQuery,
): Promise<Answer<HistoryPage>> {
  const objection = objectionToEntering(journal.state, by);
  if (objection) return { ok: false, refusal: refusal(objection) };
  const { from, to } = rangeOf(query, journal.head);
  // Before anything is waited for: what happens meanwhile, the reader applies to the page.
  const { head } = journal;
  const messages = await journal.read(from, to);
  const states = await journal.states.between(from, to);
  const more = hasMore(query, from, to, head);
  return { ok: true, value: { messages, states, head, hasMore: more } };
}

function rangeOf(
  { before, after, around, limit }: HistoryQuery,
  head: number,
): { from: number; to: number } {
  if (after !== undefined) return { from: after + 1, to: Math.min(head, after + limit) };
  if (around !== undefined) {
    const from = Math.max(1, around - Math.floor(limit / 2));
    return { from, to: Math.min(head, from + limit - 1) };
  }
  const to = Math.min(head, (before ?? head + 1) - 1);
  return { from: Math.max(1, to - limit + 1), to };
}

function hasMore(query: HistoryQuery, from: number, to: number, head: number): boolean {
  if (query.after !== undefined) return to < head;
  return query.around === undefined ? from > 1 : from > 1 || to < head;
}
