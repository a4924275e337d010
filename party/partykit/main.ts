import type * as Party from "partykit/server";
import { answerApi, isApiPath } from "../answer-api.ts";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { fetchParty } from "./fetch-party.ts";

/** The front under PartyKit's server: it sees what is neither a party nor a file. The party itself has no rooms. */
// oxlint-disable-next-line typescript/no-extraneous-class -- PartyKit takes its front as statics of a class
export default class Main implements Party.Server {
  static async onFetch(
    request: Request,
    lobby: Party.FetchLobby,
    host: Party.ExecutionContext,
  ): Promise<Response> {
    if (!isApiPath(new URL(request.url).pathname))
      return emptyAnswer(404, request, readEnv(lobby.env));
    const reach = (party: Parameters<typeof fetchParty>[1]) => fetchParty(lobby, party);
    return answerApi(
      request,
      lobby.env,
      { room: reach("room"), inbox: reach("inbox"), limits: reach("limits") },
      host,
    );
  }

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }
}
