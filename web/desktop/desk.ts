import type { RoomId } from "#protocol/ids.ts";
import { tooMany, type Reason } from "#protocol/inbox/telling.ts";
import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { holdsKeyword } from "#protocol/plain-words.ts";
import type { Clock } from "../clock.ts";
import type { Held } from "../inbox/held.ts";
import type { Place } from "../place.ts";
import { isOver, toldSince, type Numbered, type Told, type Wants } from "./told.ts";

/** A message as it is now, in words for where nothing is drawn. `at`: ms since epoch, by the server's clock. */
export type Message = { at: number; author: string; roomName: string; words: string };
/** A notification that this browser shows, by a page or by a push. */
export type Shown = { place: Numbered; words: string; close: () => void };

export type DeskDeps = {
  clock: Clock;
  held: () => Held;
  /** How far this browser knows that a place was read. */
  readHere: (place: Place) => number;
  wants: (room: RoomId) => Wants;
  /** Whether they do not want to be disturbed. */
  isQuiet: () => boolean;
  /** Whether they look at this place, here, and will have read what is new in a moment. */
  isWatched: (place: Place) => boolean;
  /** Whether it is this tab that tells; another one does otherwise. */
  isMine: () => boolean;
  /** Whether anything would come of telling: notifications that the page shows, or a sound. */
  tells: (reason: Reason) => boolean;
  /** Those of these messages that are still there, as they are now. Null: nobody can be asked. */
  ask: (room: RoomId, seqs: readonly number[]) => Promise<ReadonlyMap<number, Message> | null>;
  /** Who asks them into this room, if somebody still does; null: nobody can be asked. */
  askInvitation: (room: RoomId, seq: number) => Promise<ReadonlyMap<number, Message> | null>;
  /** Whether there is nothing left to be heard: it rang, or no sound is wanted. */
  ring: (reason: Reason) => boolean;
  show: (place: Numbered, message: Message, isSilent: boolean, isUpdate: boolean) => Promise<void>;
  shown: () => Promise<Shown[]>;
};

type Waiting = Told & {
  heardAt: number;
  /** Heard as it happened: when it was said need not be asked, for clocks are wrong. */
  isLive: boolean;
};

/** What could not be asked, or somebody is about to read, is looked at again after this. */
const AGAIN_MS = 4_000;
/** Of what was told so much is remembered, so that it is not told again. */
const MOST_KNOWN = 500;

/**
 * Tells of messages while a page is open and looked away from: what is due is asked for, looked at again, shown and heard once. As a push
 * is: what is read anywhere closes, what is edited is replaced without a sound, what is deleted goes.
 */
export class DesktopDesk {
  readonly #deps: DeskDeps;
  readonly #known = new Set<string>();
  #waiting = new Map<string, Waiting>();
  #running: Promise<void> = Promise.resolve();
  #isLooking = false;
  #stopAgain = () => {};

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** The inbox has told. */
  heard(before: Held, now: Held, isLive: boolean): void {
    const { clock, wants, isMine, tells } = this.#deps;
    for (const told of toldSince(before, now, wants)) {
      const key = keyOf(told);
      if (this.#known.has(key)) continue;
      this.#know(key);
      // Whoever tells meanwhile has told it, should it be this tab's turn later.
      if (isMine() && tells(told.reason))
        this.#waiting.set(key, { ...told, heardAt: clock.now(), isLive });
    }
    if (this.#waiting.size > 0) void this.#inTurn(() => this.#work());
    this.look();
  }

  /** Something was read, or it is this tab's turn now. What is shown and over is closed. */
  look(): void {
    if (this.#isLooking || !this.#deps.isMine()) return;
    this.#isLooking = true;
    void this.#inTurn(async () => {
      this.#isLooking = false;
      for (const { place, close } of await this.#deps.shown()) if (this.#isOver(place)) close();
    });
  }

  /** These say something else now. */
  edited(room: RoomId, seqs: readonly number[]): void {
    if (!this.#deps.isMine()) return;
    void this.#inTurn(async () => {
      const stale = (await this.#deps.shown()).filter(
        ({ place }) => place.room === room && seqs.includes(place.seq),
      );
      if (stale.length === 0) return;
      const messages = await this.#deps.ask(
        room,
        stale.map(({ place }) => place.seq),
      );
      for (const { place, words } of stale) {
        const message = messages?.get(place.seq);
        const isOther = message && message.words !== words && !this.#isOver(place);
        if (isOther) await this.#deps.show(place, message, true, true);
      }
    });
  }

  close(): void {
    this.#waiting = new Map();
    this.#stopAgain();
  }

  /** Resolves when all that has begun is done. */
  settled(): Promise<void> {
    return this.#running;
  }

  async #work(): Promise<void> {
    const due = this.#due();
    for (const told of tooMany(due.filter(({ reason }) => reason === "level"))) this.#drop(told);
    for (const [room, those] of byRoom(due.filter((told) => this.#waiting.has(keyOf(told))))) {
      // As it was said: the newest is shown last, and lies on top.
      const inOrder = those.toSorted((a, b) => a.seq - b.seq);
      const messages = await this.#ask(room, inOrder);
      // It may be asked again.
      if (messages === null) continue;
      for (const told of inOrder) await this.#tell(told, messages.get(told.seq));
    }
    this.#plan();
  }

  /** Whoever is asked into a room is not in it, so nothing else of it is told. */
  #ask(room: RoomId, those: readonly Told[]): Promise<ReadonlyMap<number, Message> | null> {
    const invitation = those.find(({ isInvitation }) => isInvitation);
    if (invitation) return this.#deps.askInvitation(room, invitation.seq);
    return this.#deps.ask(
      room,
      those.map(({ seq }) => seq),
    );
  }

  /** What is to be told now. What nobody has to be told any more is let go; who looks at it has a moment to read it. */
  #due(): Waiting[] {
    const { isQuiet, isWatched } = this.#deps;
    const gone = [...this.#waiting.values()].filter(
      (told) => this.#isLate(told) || this.#isOver(told) || isQuiet(),
    );
    for (const told of gone) this.#drop(told);
    return [...this.#waiting.values()].filter((told) => !isWatched(told));
  }

  async #tell(told: Waiting, message: Message | undefined): Promise<void> {
    this.#drop(told);
    if (!message || this.#isOver(told)) return;
    const { clock, wants, ring, show } = this.#deps;
    if (!told.isLive && clock.now() > message.at + NOTICE_LASTS_MS) return;
    const { reason, room, seq, thread, isInvitation, mention } = told;
    if (reason === "keyword" && !holdsKeyword(message.words, wants(room).keywords)) return;
    const isHeard = ring(reason);
    const place = { room, seq, ...(thread === undefined ? {} : { thread }) };
    const about = { ...(isInvitation && { isInvitation }), ...(mention && { mention }) };
    await show({ ...place, ...about }, message, isHeard, false);
  }

  #isLate({ heardAt }: Waiting): boolean {
    return this.#deps.clock.now() > heardAt + NOTICE_LASTS_MS;
  }

  #isOver(place: Numbered): boolean {
    const wasTold = this.#known.has(keyOf(place));
    return isOver(this.#deps.held(), this.#deps.readHere(place), place, wasTold);
  }

  #plan(): void {
    this.#stopAgain();
    if (this.#waiting.size === 0) return;
    this.#stopAgain = this.#deps.clock.setTimer(
      AGAIN_MS,
      () => void this.#inTurn(() => this.#work()),
    );
  }

  /** One after the other; what fails is not worth the next. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(act).catch(() => undefined);
    return this.#running;
  }

  #drop(told: Numbered): void {
    this.#waiting.delete(keyOf(told));
  }

  #know(key: string): void {
    this.#known.add(key);
    for (const oldest of this.#known) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
  }
}

function keyOf({ room, seq }: Numbered): string {
  return `${room}/${seq}`;
}

function byRoom<Of extends Numbered>(all: readonly Of[]): Map<RoomId, Of[]> {
  const rooms = new Map<RoomId, Of[]>();
  for (const one of all) rooms.set(one.room, [...(rooms.get(one.room) ?? []), one]);
  return rooms;
}
