import type { InboxUp } from "#protocol/inbox/frames.ts";
import type { Seen } from "#protocol/inbox/presence.ts";
import { WATCH_EVERY_MS } from "#protocol/inbox/limits.ts";
import { PRESENCE_GRACE_MS } from "#protocol/limits.ts";
import type { Clock } from "../clock.ts";
import type { DeviceStatus } from "./device-status.ts";
import { forgetPeople, hearPeople, watched } from "./people-seen.ts";

/** A list that is scrolled shows other people many times a second. */
const ASK_AFTER_MS = 200;

type Send = (up: InboxUp) => void;

/** What goes over the inbox's line about presence: this device's own, and whom it asks after. */
export class PresenceLine {
  readonly #clock: Clock;
  readonly #device: DeviceStatus;
  #send: Send | null = null;
  #asked = "";
  #stopAsking = () => {};
  #stopAgain = () => {};
  #stopForgetting = () => {};

  constructor(clock: Clock, device: DeviceStatus) {
    this.#clock = clock;
    this.#device = device;
  }

  greeted(send: Send): void {
    this.#send = send;
    this.#asked = "";
    this.#stopForgetting();
    this.#device.greeted((says) => send({ t: "status", ...says }));
    this.#ask();
  }

  lost(): void {
    this.#send = null;
    this.#stopAsking();
    this.#stopAgain();
    this.#device.lost();
    // A line that is back soon changes nothing.
    this.#stopForgetting();
    this.#stopForgetting = this.#clock.setTimer(PRESENCE_GRACE_MS, forgetPeople);
  }

  heard(people: readonly Seen[]): void {
    hearPeople(people);
  }

  /** Other people may be shown now. */
  look(): void {
    this.#stopAsking();
    if (nameOf(watched()) === this.#asked) return;
    this.#stopAsking = this.#clock.setTimer(ASK_AFTER_MS, () => this.#ask());
  }

  close(): void {
    this.lost();
    this.#stopForgetting();
    forgetPeople();
  }

  #ask(): void {
    const people = watched();
    const name = nameOf(people);
    this.#stopAsking();
    this.#stopAgain();
    if (!this.#send) return;
    // Where nobody was asked for, nobody has to be let go.
    if (people.length > 0 || this.#asked !== "") this.#send({ t: "watch", people });
    this.#asked = name;
    if (people.length === 0) return;
    this.#stopAgain = this.#clock.setTimer(WATCH_EVERY_MS, () => this.#ask());
  }
}

function nameOf(people: readonly string[]): string {
  return people.join(" ");
}
