import type { Written } from "./event-rows.ts";
import { framesOf, show } from "./fan-out.ts";
import { bidFarewell, leaversIn } from "./farewell.ts";
import type { Counting } from "../meter/tally.ts";
import type { Clock, Peer } from "../object/ports.ts";
import type { NoteDoor } from "./note-door.ts";
import type { Presence } from "./presence.ts";
import type { RoomArchive } from "./room-archive.ts";
import type { Seats } from "../object/seats.ts";
import type { SharedFrame } from "../object/shared-frame.ts";
import type { Typing } from "./typing.ts";

/** Under so many events in one beat, who types is not worth the sending (contract C10). */
const BUSY_BEAT_EVENTS = 10;

type Desk = {
  clock: Clock;
  seats: Seats;
  presence: Presence;
  typing: Typing;
  archive: RoomArchive;
  note: NoteDoor;
  counts: Counting;
};

/**
 * So many are told before the host gets a breath. A send that has not left yet costs workerd some ten kilobytes, so telling ten thousand
 * at once is a hundred megabytes for a moment; and whoever else speaks meanwhile is heard between.
 */
const TOLD_AT_ONCE = 500;

/** What one beat has to tell those with a socket: its events, and the signals that ride along. */
export class Broadcast {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Tells those who wrote, because they wait for an answer; what is returned tells the others. Between the two a room may wait for
   * its disk: the sends to a whole room are work that a writer need not wait for (docs/decisions/0024).
   */
  begin(written: readonly Written[]): () => Promise<void> {
    const { clock, seats, counts } = this.#desk;
    const frames = framesOf(written, this.#takeSignals(written.length));
    if (frames.length === 0) return () => Promise.resolve();
    const now = clock.now();
    const all = seats.readers();
    const leavers = leaversIn(written);
    const readers = leavers.size > 0 ? bidFarewell(all, leavers, written, now) : all;
    counts.add("frames_sent", "", frames.length * readers.length);
    const writers = new Set(written.map(({ event }) => event.by));
    const hasWritten = ({ memory }: Peer) => writers.has(memory.person);
    show(frames, readers.filter(hasWritten), now);
    const others = readers.filter((peer) => !hasWritten(peer));
    return () => this.#tellAll(frames, others, now);
  }

  async #tellAll(
    frames: readonly SharedFrame[],
    readers: readonly Peer[],
    now: number,
  ): Promise<void> {
    for (let from = 0; from < readers.length; from += TOLD_AT_ONCE) {
      if (from > 0) await this.#breath();
      show(frames, readers.slice(from, from + TOLD_AT_ONCE), now);
    }
  }

  #breath(): Promise<void> {
    return new Promise((resolve) => {
      this.#desk.clock.after(0, resolve);
    });
  }

  #takeSignals(events: number) {
    const { clock, presence, typing, archive, note } = this.#desk;
    const changes = presence.takeChanges();
    const typists = typing.take(clock.now(), presence.count);
    const isLoaded = events >= BUSY_BEAT_EVENTS;
    return [
      ...(changes ? [changes] : []),
      ...(isLoaded ? [] : typists),
      ...archive.takeNews(),
      ...note.takeNews(),
    ];
  }
}
