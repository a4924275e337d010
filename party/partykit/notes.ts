import type * as Party from "partykit/server";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { readEnv } from "../env.ts";
import { NoteHost } from "../hosts/note-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { fetchParty } from "./fetch-party.ts";
import { SeeingParty } from "./seeing-party.ts";
import { yjsOnPartyKit } from "./yjs-on-partykit.ts";

/** A room's note under PartyKit's own server. */
export default class Notes extends SeeingParty implements Party.Server {
  // Each life of it leaves a document in the library's map, and pings would wake it up to another every half minute.
  override readonly options = { hibernate: false };
  protected readonly host: NoteHost;

  static override onBeforeConnect(
    request: Request,
    lobby: Party.Lobby,
  ): Promise<Request | Response> {
    return admit(request, { party: "notes", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  constructor(party: Party.Room) {
    super(party);
    this.host = new NoteHost({
      env: party.env,
      storage: party.storage,
      roomId: () => v.parse(RoomId, party.id),
      connections: () => party.getConnections<PeerMemory>(),
      newEngine: yjsOnPartyKit,
      fetchRoom: fetchParty(party.context, "room"),
      fetchMeter: fetchParty(party.context, "meter"),
    });
  }
}
