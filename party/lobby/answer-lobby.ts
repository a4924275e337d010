import * as v from "valibot";
import { Availability } from "#protocol/inbox/presence.ts";
import { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Lobby } from "./lobby.ts";
import { turnAway, type InternalRequest } from "../internal/door.ts";

export const LobbyAsk = v.variant("ask", [
  v.object({ ask: v.literal("is"), person: PersonId, is: Availability }),
  v.object({
    ask: v.literal("watch"),
    inbox: PersonId,
    device: v.string(),
    people: v.array(PersonId),
  }),
]);
export type LobbyAsk = v.InferOutput<typeof LobbyAsk>;

/** The lobby's door for inboxes. Anyone without the secret finds nothing here. */
export async function answerLobby(
  request: InternalRequest,
  secret: string,
  ready: () => Promise<Lobby>,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  const ask = v.safeParse(LobbyAsk, await request.json());
  if (!ask.success) return Response.json({ ok: false, refusal: refusal("malformed") });
  return Response.json({ ok: true, value: answer(await ready(), ask.output) });
}

function answer(lobby: Lobby, ask: LobbyAsk) {
  switch (ask.ask) {
    case "is":
      lobby.is(ask.person, ask.is);
      return null;
    case "watch":
      return lobby.watch(ask.inbox, ask.device, ask.people);
  }
}
