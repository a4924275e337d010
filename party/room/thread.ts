import { refusal } from "#protocol/refusals.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { Answer, Author, HistoryPage, ThreadQuery } from "../rooms.ts";
import type { Journal } from "./journal.ts";
import { objectionToEntering } from "./permissions.ts";

/**
 * A thread is the part of the log that was said under one message: no second story. Its replies are named in storage, so that the
 * ones of years are found without reading the room.
 */
export async function threadPage(
  journal: Journal,
  by: Author,
  { root, before, limit }: ThreadQuery,
): Promise<Answer<HistoryPage>> {
  const objection = objectionToEntering(journal.state, by);
  if (objection) return { ok: false, refusal: refusal(objection) };
  const { head } = journal;
  const [first] = await journal.read(root, root);
  if (first?.type !== "message.posted") return { ok: false, refusal: refusal("no_such_message") };
  const replies = await journal.replies(root, before ?? head + 1, limit + 1);
  const seqs = [root, ...replies.slice(-limit)];
  const messages: RoomEvent[] = [];
  const states: [number, MessageState][] = [];
  for (const seq of seqs) {
    messages.push(...(await journal.read(seq, seq)));
    states.push(...(await journal.states.between(seq, seq)));
  }
  return { ok: true, value: { messages, states, head, hasMore: replies.length > limit } };
}
