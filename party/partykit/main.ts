import type * as Party from "partykit/server";
import { answerApi, isApiPath } from "../answer-api.ts";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { ClosedParty } from "./closed-party.ts";
import { fetchParty } from "./fetch-party.ts";

/** The front under PartyKit's server: it sees what is neither a party nor a file. The party itself has no rooms. */
export default class Main extends ClosedParty implements Party.Server {
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
      {
        room: reach("room"),
        inbox: reach("inbox"),
        note: reach("notes"),
        limits: reach("limits"),
        meter: reach("meter"),
      },
      host,
    );
  }
}
