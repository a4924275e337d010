import * as v from "valibot";
import { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import type { Ticket } from "./connection.ts";

/** `expiresAt` is the end of the session that the ticket was given for, in ms since epoch. */
export const TicketAnswer = v.object({ ticket: v.string(), expiresAt: v.number() });
export const HistoryAnswer = v.object({ messages: v.array(RoomEvent), hasMore: v.boolean() });

/** A ticket for one socket, within 30 seconds. */
export async function fetchTicket(room: RoomId, timeoutMs: number): Promise<Answer<Ticket>> {
  const wish = { party: "room", id: room };
  const answer = await askApi("POST", "/api/tickets", TicketAnswer, wish, { timeoutMs });
  if (!answer.ok) return answer;
  const { ticket, expiresAt } = answer.value;
  return { ok: true, value: { ticket, sessionExpiresAt: expiresAt } };
}

/** The oldest `limit` events above `after`. */
export async function fetchAfter(
  room: RoomId,
  after: number,
  limit: number,
): Promise<Answer<readonly RoomEvent[]>> {
  const path = `/api/rooms/${room}/messages?after=${after}&limit=${limit}`;
  const answer = await askApi("GET", path, HistoryAnswer);
  return answer.ok ? { ok: true, value: answer.value.messages } : answer;
}
