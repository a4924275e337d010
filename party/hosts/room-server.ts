import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { PeerMemory } from "../object/ports.ts";
import { couriersOf, meterOf, notesOf } from "./bindings.ts";
import { answerPings, ObjectServer, pongOf } from "./object-server.ts";
import { RoomHost } from "./room-host.ts";

/** A room on PartyServer. */
export class Room extends ObjectServer {
  protected override readonly party = "room";
  protected override readonly host = new RoomHost({
    env: this.env,
    storage: this.ctx.storage,
    roomId: () => v.parse(RoomId, this.name),
    connections: () => this.getConnections<PeerMemory>(),
    headIs: (head) => answerPings(this.ctx, pongOf(head)),
    fetchCourier: couriersOf(this.env),
    fetchNote: notesOf(this.env),
    fetchMeter: meterOf(this.env),
  });
}
