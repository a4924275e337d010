import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import type { PeerMemory } from "../object/ports.ts";
import { lobbyOf, meterOf, roomsOf } from "./bindings.ts";
import { InboxHost } from "./inbox-host.ts";
import { answerPings, ObjectServer, pongOf } from "./object-server.ts";

/** A person's inbox on PartyServer. */
export class Inbox extends ObjectServer {
  protected override readonly party = "inbox";
  protected override readonly host = new InboxHost({
    env: this.env,
    storage: this.ctx.storage,
    person: () => v.parse(PersonId, this.name),
    connections: () => this.getConnections<PeerMemory>(),
    headIs: (head) => answerPings(this.ctx, pongOf(head)),
    fetchRoom: roomsOf(this.env),
    fetchLobby: lobbyOf(this.env),
    fetchMeter: meterOf(this.env),
  });
}
