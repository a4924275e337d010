import type * as Party from "partykit/server";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { readEnv } from "../env.ts";
import { InboxHost } from "../hosts/inbox-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { fetchParty } from "./fetch-party.ts";
import { ObjectParty } from "./object-party.ts";

/** An inbox under PartyKit's own server. */
export default class Inbox extends ObjectParty implements Party.Server {
  protected readonly host: InboxHost;
  /** Woken by an alarm, this instance never learns whose it is, and reaches nobody else. */
  readonly #isBlind: boolean;

  static override onBeforeConnect(
    request: Request,
    lobby: Party.Lobby,
  ): Promise<Request | Response> {
    return admit(request, { party: "inbox", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  constructor(party: Party.Room) {
    super(party);
    this.#isBlind = !isNamed(party);
    this.host = new InboxHost({
      env: party.env,
      storage: party.storage,
      person: () => v.parse(PersonId, party.id),
      connections: () => party.getConnections<PeerMemory>(),
      // This server has no automatic answers: pings reach the inbox, which answers them itself.
      headIs: () => {},
      fetchRoom: fetchParty(party.context, "room"),
      fetchLobby: fetchParty(party.context, "lobby"),
    });
  }

  override async onStart(): Promise<void> {
    if (!this.#isBlind) await super.onStart();
  }

  override async onAlarm(): Promise<void> {
    if (this.#isBlind) this.#makeWay();
    else await super.onAlarm();
  }

  /** Whoever comes next finds an instance that sees, which looks by itself for what has become due. */
  #makeWay(): void {
    setTimeout(() => {
      const end = this.party.blockConcurrencyWhile(() =>
        Promise.reject(new Error("an alarm woke this inbox blind")),
      );
      end.catch(() => {
        // Its end is what was wanted.
      });
    });
  }
}

/** Asking for the id throws in what an alarm has woken (docs/decisions/0003-two-hosts.md). */
function isNamed(party: Party.Room): boolean {
  try {
    return party.id !== "";
  } catch {
    return false;
  }
}
