import * as v from "valibot";
import { CLOSE, reasonOf } from "#protocol/close-codes.ts";
import { dismiss } from "../object/standing.ts";
import { peersOver, type Connection } from "../hosts/socket-peer.ts";
import { isOurs, type InternalRequest } from "../internal/door.ts";
import { GOING_PATH } from "./paths.ts";

/** What an object is asked before its server goes: to send its sessions away, each with its moment, and when they are gone to hand over what it has counted. */
const GoingAsk = v.variant("do", [
  v.object({
    do: v.literal("leave"),
    moments: v.record(v.string(), v.number()),
    everyMs: v.number(),
  }),
  v.object({ do: v.literal("hand over") }),
]);
export type GoingAsk = v.InferOutput<typeof GoingAsk>;

/** An object as it is seen here, whatever kind of object it is. */
export type GoingObject = {
  connections(): Iterable<Connection>;
  handOver(): Promise<void>;
};

/** An object's answer; null when it is asked something else. */
export async function answerGoing(
  request: InternalRequest & { url: string },
  secret: string,
  object: GoingObject,
): Promise<Response | null> {
  if (new URL(request.url).pathname !== GOING_PATH || !isOurs(request, secret)) return null;
  const ask = v.parse(GoingAsk, await request.json());
  if (ask.do === "hand over") await object.handOver();
  else {
    for (const peer of peersOver(object.connections())) {
      const inMs = ask.moments[peer.memory.session];
      // One that has come since the moments were given is told by the end of the process.
      if (inMs !== undefined)
        dismiss(peer, CLOSE.restart, reasonOf({ inMs, everyMs: ask.everyMs }));
    }
  }
  return new Response(null, { status: 204 });
}
