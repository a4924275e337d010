import type * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import type { Decoded } from "#protocol/decode-up.ts";
import type { Refused, Renewed } from "#protocol/down.ts";
import type { CommandId } from "#protocol/ids.ts";
import { refusal, type Refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { TicketClaims } from "../rooms.ts";
import type { Allowance } from "./allowance.ts";
import type { Peer } from "./ports.ts";
import type { Seats } from "./seats.ts";
import type { SocketSeat } from "./socket-seat.ts";
import { dismiss, dismissalOf, isExpired } from "./standing.ts";

type Door<T> = {
  seats: Seats;
  allowance: Allowance;
  now: number;
  decode: (raw: unknown) => Decoded<T>;
  refused: (code: RefusalCode) => void;
};

/** What a socket says, and the seat that says it; null where there is nothing to hear, or the socket was told why it is not listened to. */
export function heard<T>(
  peer: Peer,
  raw: unknown,
  { seats, allowance, now, decode, refused }: Door<T>,
): { seat: SocketSeat; message: T } | null {
  const seat = seats.get(peer.id);
  if (seat?.hearsMark(raw)) return null;
  const dismissedWith = dismissalOf(seat ?? peer);
  if (dismissedWith !== null) peer.close(dismissedWith, "not here");
  if (dismissedWith !== null || !seat) return null;
  if (isExpired(seat, now)) return shownOut(seat, CLOSE.session, "session over");
  if (!allowance.frame(seat.id, now).ok) return shownOut(seat, CLOSE.tooMany, "too many frames");
  const decoded = decode(raw);
  if (decoded.ok) return { seat, message: decoded.value };
  refused(decoded.code);
  refuse(seat, decoded.id, refusal(decoded.code));
  if (decoded.code === "frame_too_large") dismiss(seat, CLOSE.frameTooLarge, "frame too large");
  return null;
}

function shownOut(seat: SocketSeat, code: number, reason: string): null {
  dismiss(seat, code, reason);
  return null;
}

/** What was asked for as `id` is not granted; null: what was said is not even a command. */
export function refuse(
  peer: Peer,
  id: CommandId | null,
  { code, retryable, retryAfterMs }: Refusal,
): void {
  const after = retryAfterMs === undefined ? {} : { retryAfterMs };
  const told: v.InferInput<typeof Refused> = { t: "refused", id, code, retryable, ...after };
  peer.send(JSON.stringify([told]));
}

/** A socket has shown another ticket: with it, it stays for as long as that lasts. `claims`: null where it was none of theirs. */
export function renew(peer: Peer, claims: TicketClaims | null): void {
  if (!claims) return refuse(peer, null, refusal("ticket_invalid"));
  const { name, role, session, sessionExpiresAt, editWindowMs } = claims;
  peer.remember({ ...peer.memory, name, role, session, sessionExpiresAt, editWindowMs });
  const told: v.InferInput<typeof Renewed> = { t: "renewed", expiresAt: sessionExpiresAt };
  peer.send(JSON.stringify([told]));
}
