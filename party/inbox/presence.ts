import { chosenAt, shownAs, turnsAt, type Self } from "#protocol/inbox/availability.ts";
import type { Availability, Seen, Watching } from "#protocol/inbox/presence.ts";
import type { PersonId } from "#protocol/ids.ts";
import { ACTIVE_FOR_MS, NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import type { AskedLobby } from "../lobby/ports.ts";
import type { Alarms } from "../object/alarms.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Clock, Peer, Storage } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import type { SocketSeat } from "../object/socket-seat.ts";
import { hasGreeted } from "../object/standing.ts";
import type { Answer } from "../rooms.ts";
import { frameOf } from "./changes-frames.ts";
import type { DeviceSays } from "./device-status.ts";
import { INBOX_KEY } from "./keys.ts";
import { levelOf, Levels } from "./levels.ts";

/** The lobby is told no more often than this. */
export const TELL_EVERY_MS = 2_000;
/** A lobby that could not be reached is told again after this, and then after twice as long each time, up to ten minutes. */
const TELL_AGAIN_MS = 10_000;
const TELL_AGAIN_AT_MOST_MS = 600_000;
/** While others may see somebody as there, their inbox looks so often whether they are: sockets of a server that was killed are never closed. */
const LOOK_AGAIN_MS = 30 * 60_000;

/** How the lobby was told that somebody stands; not `isSure`: it may not have heard. Without a row: offline. */
type ShownRow = { is: Availability; isSure: boolean };

type Desk = {
  person: PersonId;
  clock: Clock;
  storage: Storage;
  alarms: Alarms;
  seats: Seats;
  lobby: AskedLobby;
  graceMs: number;
  self: () => Self;
  /** They have gone, and were last seen at `at`. */
  left: (at: number) => void;
};

/**
 * How a person stands to others: what their devices say, merged, under what they have chosen. Whatever must outlive this object's sleep is with
 * the sockets, in one row, or an alarm, so that nothing keeps it awake for longer than a grace.
 */
export class InboxPresence {
  readonly #desk: Desk;
  readonly #levels: Levels;
  #told: Availability;
  #isSure: boolean;
  /** When something was last done at one of their devices, as far as that is known here. */
  #activeAt: number | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isTelling = false;
  #stopFall = () => {};
  #againAt: number | null = null;
  #againAfterMs = TELL_AGAIN_MS;
  #lookAgainAt: number | null = null;
  /** When what was chosen turns by itself: looked up once, because calendars are slow. */
  #turn: { self: Self; at: number | null } | null = null;

  static async open(desk: Desk): Promise<InboxPresence> {
    const row = await desk.storage.get(INBOX_KEY.shown);
    return new InboxPresence(desk, row === undefined ? null : parseRow<ShownRow>(row));
  }

  private constructor(desk: Desk, shown: ShownRow | null) {
    this.#desk = desk;
    this.#told = shown?.is ?? "offline";
    this.#isSure = shown?.isSure ?? true;
    this.#levels = new Levels(desk.graceMs, levelOf(this.#told));
  }

  /** A device says what is done at it. */
  say(seat: SocketSeat, says: DeviceSays): void {
    const now = this.#desk.clock.now();
    seat.remember({ ...seat.memory, status: { ...says, at: now } });
    // It has waited long enough by itself.
    if (says.is === "idle") this.#levels.fallNow(this.#devices(), now);
    this.look();
  }

  /** Whom this device shows. It hears how they stand now, and from now on. */
  async watch(seat: SocketSeat, people: readonly PersonId[]): Promise<void> {
    seat.remember({ ...seat.memory, watches: people.length > 0 });
    const { lobby, person } = this.#desk;
    const answer = await lobby.watch(person, seat.id, people);
    if (answer.ok && answer.value.length > 0) tell(seat, answer.value);
  }

  /** What the lobby tells: of people that some device here watches, or did before this object slept. */
  hear(people: readonly Seen[]): Answer<{ isHere: boolean }> {
    const here = this.#desk.seats.all().filter(hasGreeted);
    for (const seat of here) tell(seat, people);
    return { ok: true, value: { isHere: here.length > 0 } };
  }

  /** A socket is gone. */
  left(peer: Peer): void {
    const { lobby, person } = this.#desk;
    if (peer.memory.watches) void lobby.watch(person, peer.id, []);
    this.look();
  }

  /** Something may be different now. */
  look(): void {
    const now = this.#desk.clock.now();
    const was = this.#levels.level;
    this.#levels.look(this.#devices(), now);
    this.#activeAt = latest([this.#activeAt, ...this.#devices().map(activeAt)]);
    if (was === "online" && this.#levels.level !== "online" && this.#activeAt !== null)
      this.#desk.left(this.#activeAt);
    this.#plan(now);
    if (this.#isTold(now) || this.#isTelling || this.#againAt !== null) return;
    this.#isTelling = true;
    const wait = Math.max(0, this.#toldAt + TELL_EVERY_MS - now);
    this.#desk.clock.after(wait, () => void this.#tell());
  }

  alarm(): void {
    const now = this.#desk.clock.now();
    if (this.#againAt !== null && this.#againAt <= now) this.#againAt = null;
    this.look();
  }

  /** Their account was deleted. The lobby is told until it has heard, as of whoever goes. */
  erased(): void {
    this.#levels.end();
    this.look();
  }

  /** Whether they look at this place, at some device that they use: what is said there they see by themselves. */
  isWatched({ room, thread }: Watching): boolean {
    const now = this.#desk.clock.now();
    return this.#devices().some(({ memory: { status } }) => {
      if (status?.is !== "active" || now - status.at > ACTIVE_FOR_MS) return false;
      if (status.watching?.room !== room) return false;
      // A thread stands beside its room.
      return thread === undefined || status.watching.thread === thread;
    });
  }

  /** Whether something is being done at one of their devices. */
  isHere(now: number): boolean {
    return this.#devices().some((device) => now - (activeAt(device) ?? 0) <= ACTIVE_FOR_MS);
  }

  /** Whether they are here for somebody who calls at this time, which is not long ago: at some device, and to be disturbed. */
  isCalled(at: number): boolean {
    const now = this.#desk.clock.now();
    if (now - at > NOTICE_LASTS_MS) return false;
    const is = this.#wanted(now);
    return is === "online" || is === "away";
  }

  /** Whether they want to be told of nothing now. */
  isQuiet(): boolean {
    return chosenAt(this.#desk.self(), this.#desk.clock.now()) === "dnd";
  }

  async #tell(): Promise<void> {
    const { clock, lobby, person } = this.#desk;
    const now = clock.now();
    const is = this.#wanted(now);
    if (!this.#isTold(now)) {
      this.#toldAt = now;
      // Before it is told: an object that dies in between tells it again when it wakes.
      const isStored = await this.#store({ is, isSure: false });
      // Who is there is at another inbox by now, and this one would say of them that they have gone.
      if (!isStored) return;
      const answer = await lobby.is(person, is);
      [this.#told, this.#isSure] = [is, answer.ok];
      if (answer.ok) {
        this.#againAfterMs = TELL_AGAIN_MS;
        await this.#store({ is, isSure: true });
      } else {
        this.#againAt = clock.now() + this.#againAfterMs;
        this.#againAfterMs = Math.min(2 * this.#againAfterMs, TELL_AGAIN_AT_MOST_MS);
      }
    }
    this.#isTelling = false;
    this.look();
  }

  #isTold(now: number): boolean {
    return this.#isSure && this.#wanted(now) === this.#told;
  }

  #wanted(now: number): Availability {
    return shownAs(this.#desk.self(), this.#levels.level, now);
  }

  async #store(row: ShownRow): Promise<boolean> {
    const isGone = row.isSure && row.is === "offline";
    const put = new Map(isGone ? [] : [[INBOX_KEY.shown, JSON.stringify(row)]]);
    const remove = isGone ? [INBOX_KEY.shown] : [];
    try {
      await this.#desk.storage.commit({ put, remove });
      return true;
    } catch {
      // This inbox has given up; the next one reads the row that was there before.
      return false;
    }
  }

  #plan(now: number): void {
    const { alarms, clock } = this.#desk;
    const { fallsAt } = this.#levels;
    this.#stopFall();
    // Whoever is there for a grace sees it end by themselves; whoever sleeps or dies in it is woken.
    if (fallsAt !== null) this.#stopFall = clock.after(fallsAt - now, () => this.look());
    const times = [fallsAt, this.#againAt, this.#turnsAt(now), this.#looksAgainAt(now)];
    const next = times.filter((time) => time !== null);
    alarms.wish("presence", next.length === 0 ? null : Math.min(...next));
  }

  /** Set once for a while, and not moved by all that is done at devices. */
  #looksAgainAt(now: number): number | null {
    const isKnownToBeGone = this.#isTold(now) && this.#told === "offline";
    const isOver = this.#lookAgainAt === null || this.#lookAgainAt <= now;
    if (isKnownToBeGone) this.#lookAgainAt = null;
    else if (isOver) this.#lookAgainAt = now + LOOK_AGAIN_MS;
    return this.#lookAgainAt;
  }

  #turnsAt(now: number): number | null {
    // While nobody is there it makes no difference.
    if (this.#levels.level === "none") return null;
    const self = this.#desk.self();
    const isKnown = this.#turn?.self === self && (this.#turn.at === null || this.#turn.at > now);
    if (!isKnown) this.#turn = { self, at: turnsAt(self, now) };
    return this.#turn?.at ?? null;
  }

  #devices(): SocketSeat[] {
    return this.#desk.seats.all().filter(hasGreeted);
  }
}

/** When the device last said that something is done at it; null: nothing is. */
function activeAt({ memory: { status } }: SocketSeat): number | null {
  return status?.is === "active" ? status.at : null;
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function tell(seat: SocketSeat, people: readonly Seen[]): void {
  seat.send(frameOf({ t: "presence", people: [...people] }));
}
