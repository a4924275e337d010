import * as v from "valibot";
import { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { session } from "../session/session.ts";
import type { Ticket } from "./connection.ts";

const TicketAnswer = v.object({ ticket: v.string(), expiresAt: v.number() });
const HistoryAnswer = v.object({ messages: v.array(RoomEvent), hasMore: v.boolean() });

/** A ticket for one socket, and the end of the session that it was given for. */
export async function fetchTicket(room: RoomId): Promise<Answer<Ticket>> {
  const answer = await askApi("POST", "/api/tickets", TicketAnswer, { party: "room", id: room });
  if (!answer.ok) return answer;
  const token = await session.accessToken();
  if (!token.ok) return token;
  const { ticket } = answer.value;
  return { ok: true, value: { ticket, sessionExpiresAt: token.value.expiresAt } };
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
