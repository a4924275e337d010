import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { checkTicket } from "./auth/ticket.ts";
import { loadTokenKeys } from "./auth/token-keys.ts";
import { CLAIMS_HEADER, claimsToHeader } from "./claims.ts";
import { emptyAnswer } from "./empty-answer.ts";
import type { Env } from "./env.ts";
import { front } from "./meter/front.ts";
import { log } from "./log.ts";
import { asNewRequest, passRequestId } from "./request-id.ts";

const OURS = /^x-(parley|partykit)-/;

const Door = v.variant("party", [
  v.object({ party: v.literal("room"), id: RoomId }),
  v.object({ party: v.literal("inbox"), id: PersonId }),
  v.object({ party: v.literal("notes"), id: RoomId }),
]);

/** The parties that outsiders may open sockets to. */
export type OpenParty = v.InferOutput<typeof Door>["party"];

export function isOpenParty(party: string | undefined): party is OpenParty {
  return Door.options.some(({ entries }) => entries.party.literal === party);
}

/**
 * Who may open a socket to a room, an inbox or a note. Checked before the object wakes: origin, then ticket. The answer is the request
 * as the room will see it (no query, a connection id of the server's, identity in a header), or a refusal that a
 * browser sees as a lost line.
 */
export function admit(
  request: Request,
  asked: { party: OpenParty; id: string },
  env: Env,
  now: number,
): Promise<Request | Response> {
  return asNewRequest(() => look(request, asked, env, now));
}

async function look(
  request: Request,
  asked: { party: OpenParty; id: string },
  env: Env,
  now: number,
): Promise<Request | Response> {
  const no = (status: number) => emptyAnswer(status, request, env);
  const door = v.safeParse(Door, asked);
  if (!door.success) return no(404);
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return no(404);
  // A page on another site can make a browser open sockets here, but cannot choose what Origin it says.
  if (!env.ORIGINS.includes(request.headers.get("origin") ?? "")) {
    front.counts.add("sockets_refused", `${asked.party}|origin`);
    log.fact("socket.refused", { [asked.party]: asked.id, why: "origin" });
    return no(403);
  }
  const url = new URL(request.url);
  const ticket = url.searchParams.get("ticket") ?? "";
  const claims = await checkTicket(await loadTokenKeys(env), ticket, door.output, now);
  if (!claims) {
    front.counts.add("sockets_refused", `${asked.party}|ticket`);
    log.fact("socket.refused", { [asked.party]: asked.id, why: "ticket" });
    return no(401);
  }
  url.search = "";
  // The client's own id would be a way to take another's place.
  url.searchParams.set("_pk", crypto.randomUUID());
  const admitted = new Request(url, request);
  for (const name of Array.from(admitted.headers.keys()))
    if (OURS.test(name)) admitted.headers.delete(name);
  admitted.headers.set(CLAIMS_HEADER, claimsToHeader(claims));
  passRequestId(admitted.headers);
  return admitted;
}
