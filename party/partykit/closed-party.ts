import type * as Party from "partykit/server";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";

/** A party under PartyKit's own server that nobody outside finds. Calls between parties do not pass here. */
// oxlint-disable-next-line typescript/no-extraneous-class -- PartyKit asks the class itself.
export abstract class ClosedParty {
  static onBeforeConnect(
    request: Request,
    lobby: Party.Lobby,
  ): Response | Promise<Request | Response> {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }
}
