import type * as Party from "partykit/server";
import { ObjectParty } from "./object-party.ts";

/** An object under PartyKit's own server that needs others of ours for all that it does. */
export abstract class SeeingParty extends ObjectParty {
  /** Woken by an alarm, this instance never learns whose it is, and reaches nobody else. */
  readonly #isBlind: boolean;

  constructor(party: Party.Room) {
    super(party);
    this.#isBlind = !isNamed(party);
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
        Promise.reject(new Error("an alarm woke this object blind")),
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
