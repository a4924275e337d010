import type { Activity, Watching } from "#protocol/inbox/presence.ts";
import { ACTIVE_EVERY_MS, IDLE_AFTER_MS } from "#protocol/inbox/limits.ts";
import type { Clock } from "../clock.ts";

type Says = { is: Activity; watching: Watching | null };
type Look = { isHidden(): boolean; watching(): Watching | null };

/** What is done at this device, told to one's own inbox when it changes, and now and then while it goes on. */
export class DeviceStatus {
  readonly #clock: Clock;
  readonly #look: Look;
  #say: ((says: Says) => void) | null = null;
  #usedAt: number;
  #said: (Says & { at: number }) | null = null;
  #stopTimer = () => {};

  constructor(clock: Clock, look: Look) {
    this.#clock = clock;
    this.#look = look;
    // Somebody has opened this page.
    this.#usedAt = clock.now();
  }

  /** There is somebody to tell. */
  greeted(say: (says: Says) => void): void {
    this.#say = say;
    this.#said = null;
    this.changed();
  }

  /** There is nobody any more. */
  lost(): void {
    this.#say = null;
    this.#stopTimer();
  }

  /** A key, a pointer, a wheel: somebody is there. */
  used(): void {
    this.#usedAt = this.#clock.now();
    const said = this.#said;
    const isOld = said?.is !== "active" || this.#usedAt - said.at >= ACTIVE_EVERY_MS;
    if (isOld) this.#tell();
  }

  /** The page was hidden, is seen again, or shows another place. */
  changed(): void {
    if (!this.#look.isHidden()) this.#usedAt = this.#clock.now();
    this.#tell();
  }

  #tell(): void {
    const now = this.#clock.now();
    const says = { is: this.#now(now), watching: this.#look.watching() };
    this.#plan(now, says.is);
    if (!this.#say || (this.#said && isSame(this.#said, says) && !this.#isDue(now))) return;
    this.#said = { ...says, at: now };
    this.#say(says);
  }

  #now(now: number): Activity {
    if (this.#look.isHidden()) return "hidden";
    return now - this.#usedAt >= IDLE_AFTER_MS ? "idle" : "active";
  }

  #isDue(now: number): boolean {
    return this.#said?.is === "active" && now - this.#said.at >= ACTIVE_EVERY_MS;
  }

  #plan(now: number, is: Activity): void {
    this.#stopTimer();
    if (is !== "active") return;
    const wait = this.#usedAt + IDLE_AFTER_MS - now;
    this.#stopTimer = this.#clock.setTimer(wait, () => this.#tellIdle());
  }

  /** Used meanwhile, it is looked at again later: keys that are pressed move no timer. */
  #tellIdle(): void {
    const now = this.#clock.now();
    if (this.#now(now) === "active") this.#plan(now, "active");
    else this.#tell();
  }
}

function isSame(a: Says, b: Says): boolean {
  return (
    a.is === b.is &&
    a.watching?.room === b.watching?.room &&
    a.watching?.thread === b.watching?.thread
  );
}
