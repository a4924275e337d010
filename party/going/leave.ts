import * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import { dismiss } from "../object/standing.ts";
import { peersOver, type Connection } from "../hosts/socket-peer.ts";
import { isOurs, type InternalRequest } from "../internal/door.ts";
import { GOING_PATH } from "./paths.ts";

/** What an object is asked before its server goes: which sessions sit here, and then to send them away, each with its moment. */
const GoingAsk = v.variant("do", [
  v.object({ do: v.literal("count") }),
  v.object({ do: v.literal("leave"), moments: v.record(v.string(), v.number()) }),
]);
export type GoingAsk = v.InferOutput<typeof GoingAsk>;

/** An object's answer, whatever kind of object it is; null when it is asked something else. */
export async function answerGoing(
  request: InternalRequest & { url: string },
  secret: string,
  connections: () => Iterable<Connection>,
): Promise<Response | null> {
  if (new URL(request.url).pathname !== GOING_PATH || !isOurs(request, secret)) return null;
  const ask = v.parse(GoingAsk, await request.json());
  const peers = peersOver(connections());
  if (ask.do === "leave") {
    for (const peer of peers) {
      const moment = ask.moments[peer.memory.session];
      // One that has come since the count is told by the end of the process.
      if (moment !== undefined) dismiss(peer, CLOSE.restart, String(moment));
    }
  }
  return Response.json(peers.map(({ memory }) => memory.session));
}
