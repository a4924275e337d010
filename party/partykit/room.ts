import type * as Party from "partykit/server";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { readEnv } from "../env.ts";
import { RoomHost } from "../hosts/room-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { isBlind, makeWay } from "./blind.ts";
import { fetchParty } from "./fetch-party.ts";
import { ObjectParty } from "./object-party.ts";

/** A room under PartyKit's own server. */
export default class Room extends ObjectParty implements Party.Server {
  protected readonly host: RoomHost;
  readonly #isBlind: boolean;

  static override onBeforeConnect(
    request: Request,
    lobby: Party.Lobby,
  ): Promise<Request | Response> {
    return admit(request, { party: "room", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  constructor(party: Party.Room) {
    super(party);
    this.#isBlind = isBlind(party);
    this.host = new RoomHost({
      env: party.env,
      storage: party.storage,
      roomId: () => idOf(party),
      connections: () => party.getConnections<PeerMemory>(),
      // This server has no automatic answers: pings reach the room, which answers them itself.
      headIs: () => {},
      fetchCourier: fetchParty(party.context, "courier"),
      fetchNote: fetchParty(party.context, "notes"),
      fetchMeter: fetchParty(party.context, "meter"),
    });
  }

  /** The archive can be reached blind, and who is to be told of something cannot. Where nobody would be thrown out by it, the next to come sees. */
  override async onAlarm(): Promise<void> {
    await super.onAlarm();
    if (!this.#isBlind) return;
    // An alarm waits for nothing, and what this one has begun would end with the instance.
    const room = await this.host.ready().catch(() => null);
    await room?.atRest;
    const isEmpty = [...this.party.getConnections()].length === 0;
    if (isEmpty) makeWay(this.party);
  }
}

/** In an alarm, and in all that follows in the same instance, asking for the id throws. */
function idOf(party: Party.Room): RoomId | null {
  try {
    return v.parse(RoomId, party.id);
  } catch {
    // The room's own storage knows: no alarm is set before it does.
    return null;
  }
}
