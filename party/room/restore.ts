import { latestEpoch } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { timeOfId } from "#protocol/ids.ts";
import { REMEMBER_IDS_MS } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer } from "../rooms.ts";
import { write } from "./event-rows.ts";
import type { IdMemory } from "./id-memory.ts";
import { InboxRounds } from "./inbox-rounds.ts";
import type { Journal } from "./journal.ts";
import type { ArchivedLife, World } from "./ports.ts";
import type { RoomArchive } from "./room-archive.ts";
import type { Turns } from "../object/turns.ts";

/** Pages in one request, so that it ends long before anyone who waits for it gives up. */
const PAGES_AT_ONCE = 20;

type Room = {
  world: World;
  journal: Journal;
  ids: IdMemory;
  archive: RoomArchive;
  rounds: InboxRounds;
  turns: Turns;
};

type RestoreWish = { epoch: string | null; upToTheHole: boolean };

/**
 * Fills a room whose storage was lost from the archive: the same numbers, events and ids under a new epoch, so that
 * clients of the lost life get a snapshot. It may stop anywhere; asking again goes on from there.
 */
export class Restore {
  readonly #room: Room;
  readonly #giveUp: (error: unknown) => void;

  /** `giveUp`: memory may know what storage does not have. */
  constructor(room: Room, giveUp: (error: unknown) => void) {
    this.#room = room;
    this.#giveUp = giveUp;
  }

  /** Some pages more. `room_not_empty`, `archive_empty` and `archive_incomplete` are refused and change nothing. */
  async run(wish: RestoreWish): Promise<Answer<null>> {
    const begun = await this.#begin(wish);
    if (!begun.ok) return begun;
    const { journal, world } = this.#room;
    for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
      const { restoring } = journal;
      if (!restoring) break;
      const { from, to, at } = restoring;
      const events = at < to ? await world.archive.read(journal.room, from, at) : [];
      const wanted = events.filter(({ seq }) => seq <= to);
      if (wanted.length > 0) await this.#keep(wanted);
      // Rows can be damaged where their numbers are whole.
      else if (at === 0 || (at < to && !wish.upToTheHole)) return no("archive_incomplete");
      else await this.#finish();
    }
    return { ok: true, value: null };
  }

  async #begin(wish: RestoreWish): Promise<Answer<null>> {
    const { journal, world } = this.#room;
    if (journal.head > 0) return no("room_not_empty");
    // Half restored: what was chosen then is what it becomes.
    if (journal.restoring) return { ok: true, value: null };
    const lives = await world.archive.lives(journal.room);
    if (lives.length === 0) return no("archive_empty");
    const life = chosen(lives, wish);
    const [first] = life ? await world.archive.read(journal.room, life.epoch, 0) : [];
    if (!life || first?.type !== "room.created") return no("archive_incomplete");
    const epoch = world.newEpoch(latestEpoch(lives.map((known) => known.epoch)));
    journal.beginRestoring(epoch, { from: life.epoch, to: life.whole });
    world.log("room.restoring", { room: journal.room, epoch, from: life.epoch, to: life.whole });
    return { ok: true, value: null };
  }

  async #finish(): Promise<void> {
    const { journal, world, archive, rounds } = this.#room;
    await archive.startOver(journal.epoch);
    // Who was still to be told of something was lost with the storage.
    rounds.grown();
    const { room, epoch, head } = journal;
    world.headIs(head);
    world.log("room.restored", { room, epoch, head });
  }

  /** One page: its events and the memory of their ids become durable together. */
  async #keep(events: readonly RoomEvent[]): Promise<void> {
    const { journal, ids, world, turns } = this.#room;
    const keep = async () => {
      const oldest = world.clock.now() - REMEMBER_IDS_MS;
      const live = events.filter(({ imported, id }) => !imported && timeOfId(id) >= oldest);
      const imported = events.filter((event) => event.imported);
      const idsOf = (some: readonly RoomEvent[]) => some.map(({ id }) => id);
      await ids.recall({ live: idsOf(live), imported: idsOf(imported) }, world.clock.now());
      const first = journal.restoring?.at === 0 ? [InboxRounds.firstRow()] : [];
      const noted = [...ids.note("live", live), ...ids.note("imported", imported)];
      const rows = new Map([...noted, ...first]);
      await journal.append(events.map(write), rows);
    };
    try {
      await turns.take(keep);
    } catch (error) {
      this.#giveUp(error);
      throw error;
    }
  }
}

/** Null where choosing would lose something that the operator has not agreed to lose. */
function chosen(lives: readonly ArchivedLife[], wish: RestoreWish): ArchivedLife | null {
  const life = wish.epoch === null ? lives[0] : lives.find(({ epoch }) => epoch === wish.epoch);
  if (!life || life.whole === 0) return null;
  const hasHole = life.whole < life.head;
  if (hasHole && !wish.upToTheHole) return null;
  // A restored room that was lost again before all of it was copied anew: its earlier life is the fuller one.
  const isOutdone = lives.some(({ head }) => head > life.head);
  return isOutdone && wish.epoch === null ? null : life;
}

function no(code: "room_not_empty" | "archive_empty" | "archive_incomplete"): Answer<never> {
  return { ok: false, refusal: refusal(code) };
}
