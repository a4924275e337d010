import { getServerByName, routePartykitRequest } from "partyserver";
import { admit } from "./admission.ts";
import { answerApi, isApiPath } from "./answer-api.ts";
import { readEnv } from "./env.ts";
import type { Room } from "./hosts/room-server.ts";

export { Room } from "./hosts/room-server.ts";

type Bindings = { Room: DurableObjectNamespace<Room>; ASSETS: Fetcher };

const PARTIES = "/parties/";

/** The Worker's front: API, sockets, and for everything else the client. */
export default {
  async fetch(request, bindings) {
    const { pathname } = new URL(request.url);
    if (isApiPath(pathname)) {
      return answerApi(request, bindings, async (room, ask) => {
        const stub = await getServerByName(bindings.Room, room);
        return stub.fetch(ask);
      });
    }
    if (pathname.startsWith(PARTIES)) return answerParty(request, bindings);
    return bindings.ASSETS.fetch(request);
  },
} satisfies ExportedHandler<Bindings>;

async function answerParty(request: Request, bindings: Bindings): Promise<Response> {
  const [, , party, ...rest] = new URL(request.url).pathname.split("/");
  const isRoom = party === "room" && rest.length === 1;
  if (!isRoom) return new Response(null, { status: 404 });
  const admitted = await admit(request, rest[0] ?? "", readEnv(bindings), Date.now());
  if (admitted instanceof Response) return admitted;
  const answer = await routePartykitRequest(admitted, bindings);
  return answer ?? new Response(null, { status: 404 });
}
