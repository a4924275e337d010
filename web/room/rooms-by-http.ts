import * as v from "valibot";
import { StatesBySeq } from "#protocol/down.ts";
import { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import type { Ticket } from "../line/connection.ts";
import type { HistoryPage } from "./history-page.ts";

/** `expiresAt` is the end of the session that the ticket was given for, in ms since epoch. */
export const TicketAnswer = v.object({ ticket: v.string(), expiresAt: v.number() });
export const HistoryAnswer = v.object({
  messages: v.array(RoomEvent),
  states: v.optional(StatesBySeq, []),
  head: v.number(),
  hasMore: v.boolean(),
});

/** A ticket for one socket, within 30 seconds. */
export async function fetchTicket(room: RoomId, timeoutMs: number): Promise<Answer<Ticket>> {
  const wish = { party: "room", id: room };
  const answer = await askApi("POST", "/api/tickets", TicketAnswer, wish, { timeoutMs });
  if (!answer.ok) return answer;
  const { ticket, expiresAt } = answer.value;
  return { ok: true, value: { ticket, sessionExpiresAt: expiresAt } };
}

/** The oldest `limit` events above `after`. */
export function fetchAfter(
  room: RoomId,
  after: number,
  limit: number,
): Promise<Answer<HistoryPage>> {
  return askPage(`/api/rooms/${room}/messages?after=${after}&limit=${limit}`);
}

/** The message `root` and the newest replies under it; with `before`, those before that number. */
export function fetchThread(
  room: RoomId,
  root: number,
  before: number | null,
): Promise<Answer<HistoryPage & { hasMore: boolean }>> {
  const older = before === null ? "" : `&before=${before}`;
  return askPage(`/api/rooms/${room}/threads/${root}?limit=${MAX_HISTORY_PAGE}${older}`);
}

async function askPage(path: string): Promise<Answer<HistoryPage & { hasMore: boolean }>> {
  const answer = await askApi("GET", path, HistoryAnswer);
  if (!answer.ok) return answer;
  const { messages: events, states, head, hasMore } = answer.value;
  return { ok: true, value: { events, states, head, hasMore } };
}
