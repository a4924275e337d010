import { routePartykitRequest } from "partyserver";
import { admit, isOpenParty } from "./admission.ts";
import { answerApi, isApiPath } from "./answer-api.ts";
import { answerFile } from "./client-files.ts";
import { emptyAnswer } from "./empty-answer.ts";
import { readEnv } from "./env.ts";
import { SEND_AWAY_PATH } from "./going/paths.ts";
import { refuseWhileGoing, sendAway } from "./going/send-away.ts";
import {
  fetchObjectOf,
  inboxesOf,
  limitsOf,
  meterOf,
  notesOf,
  roomsOf,
  type Bindings,
} from "./hosts/bindings.ts";
import { placeOf } from "./hosts/place.ts";
import { isOurs } from "./internal/door.ts";

export { Courier } from "./hosts/courier-object.ts";
export { Inbox } from "./hosts/inbox-server.ts";
export { Limits } from "./hosts/limits-object.ts";
export { Lobby } from "./hosts/lobby-object.ts";
export { Meter } from "./hosts/meter-object.ts";
export { Notes } from "./hosts/note-server.ts";
export { Room } from "./hosts/room-server.ts";

const PARTIES = "/parties/";

/** The Worker's front: API, sockets, and for everything else the client. */
export default {
  async fetch(request, bindings, host) {
    const { pathname } = new URL(request.url);
    const env = readEnv(bindings);
    if (pathname === SEND_AWAY_PATH && isOurs(request, env.INTERNAL_SECRET))
      return sendAway(request, env, {
        fetchObject: fetchObjectOf(bindings),
        fetchMeter: meterOf(bindings),
      });
    const isForObjects = isApiPath(pathname) || pathname.startsWith(PARTIES);
    const refused = isForObjects ? refuseWhileGoing(request, env) : null;
    if (refused) return refused;
    if (isApiPath(pathname)) {
      return answerApi(
        request,
        bindings,
        {
          room: roomsOf(bindings),
          inbox: inboxesOf(bindings),
          note: notesOf(bindings),
          limits: limitsOf(bindings),
          meter: meterOf(bindings),
        },
        host,
      );
    }
    if (pathname.startsWith(PARTIES)) return answerParty(request, bindings);
    return answerFile(request, env, bindings.ASSETS);
  },
} satisfies ExportedHandler<Bindings>;

async function answerParty(request: Request, bindings: Bindings): Promise<Response> {
  const env = readEnv(bindings);
  const [, , party, ...rest] = new URL(request.url).pathname.split("/");
  if (!isOpenParty(party) || rest.length !== 1) return emptyAnswer(404, request, env);
  const admitted = await admit(request, { party, id: rest[0] ?? "" }, env, Date.now());
  if (admitted instanceof Response) return admitted;
  const answer = await routePartykitRequest(admitted, bindings, placeOf(bindings));
  return answer ?? emptyAnswer(404, request, env);
}
