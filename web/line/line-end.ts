import { CLOSE } from "#protocol/close-codes.ts";
import type { Failure } from "../answer.ts";
import type { Connection } from "../room/room-view.ts";

type ClosedWhy = Extract<Connection, { at: "closed" }>["why"];

/** Why coming back would only meet the same answer, or null. `refused` is the ticket's refusal, if there was one. */
export function finalReason(code: number, refused: Failure | null): ClosedWhy | null {
  if (refused?.code === "not_member" || code === CLOSE.notMember) return "not_member";
  if (refused?.code === "no_such_room" || code === CLOSE.noSuchRoom) return "no_such_room";
  if (refused?.code === "version_unsupported" || code === CLOSE.version) return "version";
  // The request for the ticket has tried with a new session already.
  if (refused && isSignedOut(refused)) return "signed_out";
  return null;
}

/** Whether a new session may help. */
export function isAboutSession(code: number, refused: Failure | null): boolean {
  return refused ? refused.code === "ticket_invalid" : code === CLOSE.session;
}

/** Whether the server itself says that nobody is signed in. */
export function isSignedOut({ code }: Failure): boolean {
  return code === "unauthenticated" || code === "session_expired";
}
