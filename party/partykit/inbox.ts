import type * as Party from "partykit/server";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { readEnv } from "../env.ts";
import { InboxHost } from "../hosts/inbox-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { fetchParty } from "./fetch-party.ts";
import { SeeingParty } from "./seeing-party.ts";

/** An inbox under PartyKit's own server. */
export default class Inbox extends SeeingParty implements Party.Server {
  protected readonly host: InboxHost;

  static override onBeforeConnect(
    request: Request,
    lobby: Party.Lobby,
  ): Promise<Request | Response> {
    return admit(request, { party: "inbox", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  constructor(party: Party.Room) {
    super(party);
    this.host = new InboxHost({
      env: party.env,
      storage: party.storage,
      person: () => v.parse(PersonId, party.id),
      connections: () => party.getConnections<PeerMemory>(),
      // This server has no automatic answers: pings reach the inbox, which answers them itself.
      headIs: () => {},
      fetchRoom: fetchParty(party.context, "room"),
      fetchLobby: fetchParty(party.context, "lobby"),
      fetchMeter: fetchParty(party.context, "meter"),
    });
  }
}
