import type * as Party from "partykit/server";
import { isBlind, makeWay } from "./blind.ts";
import { ObjectParty } from "./object-party.ts";

/** An object under PartyKit's own server that needs others of ours for all that it does. */
export abstract class SeeingParty extends ObjectParty {
  readonly #isBlind: boolean;

  constructor(party: Party.Room) {
    super(party);
    this.#isBlind = isBlind(party);
  }

  override async onStart(): Promise<void> {
    if (!this.#isBlind) await super.onStart();
  }

  override async onAlarm(): Promise<void> {
    if (this.#isBlind) makeWay(this.party);
    else await super.onAlarm();
  }
}
