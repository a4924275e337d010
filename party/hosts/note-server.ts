import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { PeerMemory } from "../object/ports.ts";
import { meterOf, roomsOf } from "./bindings.ts";
import { NOTE_PONG, NoteHost } from "./note-host.ts";
import { answerPings, ObjectServer } from "./object-server.ts";
import { yjsOnPartyServer } from "./yjs-on-partyserver.ts";

/** A room's note on PartyServer. */
export class Notes extends ObjectServer {
  protected override readonly party = "notes";
  protected override readonly host = new NoteHost({
    env: this.env,
    storage: this.ctx.storage,
    roomId: () => v.parse(RoomId, this.name),
    connections: () => this.getConnections<PeerMemory>(),
    newEngine: yjsOnPartyServer,
    fetchRoom: roomsOf(this.env),
    fetchMeter: meterOf(this.env),
  });

  override async onStart(): Promise<void> {
    answerPings(this.ctx, NOTE_PONG);
    await super.onStart();
  }
}
