import { setTimeout as pause } from "node:timers/promises";
import type { ArchiveState } from "#protocol/down.ts";
import { checkHistory } from "../history/check-history.ts";
import type { Fault } from "../history/fault.ts";
import type { Note } from "../history/note.ts";
import type { Chance } from "../line/chance.ts";
import { WirePerson } from "../wire/person.ts";
import { Account } from "./account.ts";
import type { Device, Outfit } from "./device.ts";
import { PageDevice } from "./page-device.ts";
import { PollDevice } from "./poll-device.ts";
import { PostDevice } from "./post-device.ts";
import type { Served } from "./served.ts";
import { SocketDevice } from "./socket-device.ts";

/** After the last fault everything has to be settled, resumed and archived within this time. */
const CONVERGES_WITHIN_MS = 60_000;

export type Community = { ann: WirePerson; bob: WirePerson };

/** The two people whose devices make up every crowd. */
export async function foundCommunity(url: string): Promise<Community> {
  const ann = await WirePerson.founder(url);
  return { ann, bob: await ann.invite("Bob") };
}

/** Devices of two people in one new room, who write and read whatever happens, and note it all. */
export class Crowd {
  readonly history: Note[] = [];
  readonly room: string;
  readonly #served: Served;
  readonly #devices: Device[];
  readonly #pages: PageDevice;
  readonly #screen: SocketDevice;

  private constructor(
    served: Served,
    room: string,
    people: { ann: Account; bob: Account },
    { url, chance }: { url: string; chance: Chance },
  ) {
    this.#served = served;
    this.room = room;
    const { ann, bob } = people;
    const outfit = (name: string, account: Account): Outfit => {
      return { name, account, url, room, history: this.history, chance };
    };
    this.#pages = new PageDevice(outfit("Bob's archive", bob));
    this.#screen = new SocketDevice(outfit("Bob's screen", bob), { writes: false });
    this.#devices = [
      new SocketDevice(outfit("Ann's phone", ann), { writes: true }),
      new SocketDevice(outfit("Ann's laptop", ann), { writes: true }),
      new SocketDevice(outfit("Bob's phone", bob), { writes: true }),
      this.#screen,
      new PostDevice(outfit("Ann's bot", ann)),
      new PollDevice(outfit("Bob's bot", bob)),
      this.#pages,
    ];
  }

  /** In a room of their own. `url`: their way to the server, if it is another than the server's own address. */
  static async gather(
    served: Served,
    { ann, bob }: Community,
    { chance, url = served.url }: { chance: Chance; url?: string },
  ): Promise<Crowd> {
    const [owner, guest] = [await ann.signIn(), await bob.signIn()];
    const room = await owner.createRoom(`Room ${Date.now()}`);
    await guest.join(room);
    const people = { ann: new Account(owner), bob: new Account(guest) };
    const crowd = new Crowd(served, room, people, { url, chance });
    for (const device of crowd.#devices) device.start();
    return crowd;
  }

  /** Commands whose fate is known to who sent them. */
  get settled(): number {
    return this.#devices.reduce((sum, { outbox }) => sum + outbox.settled, 0);
  }

  /** What readers were told of the archive, each change once. */
  get archiveStates(): readonly ArchiveState[] {
    return this.#screen.archiveStates;
  }

  async untilArchiveIs(state: ArchiveState): Promise<void> {
    await until(
      () => this.archiveStates.at(-1) === state,
      CONVERGES_WITHIN_MS,
      () => `an archive that is ${state}`,
    );
  }

  /** So many more commands have been settled: the server is there and everyone is at work. */
  async untilMoreIsSettled(count: number, withinMs = CONVERGES_WITHIN_MS): Promise<void> {
    const due = this.settled + count;
    await until(
      () => this.settled >= due,
      withinMs,
      () => `${count} more settled commands`,
    );
  }

  /** All faults are over: nobody writes any more, everything is settled, and everyone looks once more. */
  async finish(): Promise<Fault[]> {
    for (const { outbox } of this.#devices) outbox.close();
    const unsettled = () => this.#devices.flatMap(({ outbox }) => outbox.waiting);
    const converges = async () => {
      await until(
        () => unsettled().length === 0,
        CONVERGES_WITHIN_MS,
        () => "every answer",
      );
      for (const device of this.#devices)
        await inTime(device.catchUp(), `${device.name} to catch up`);
    };
    // A wait that is in vain shows in the history; what it shows is what counts.
    const waited = await converges().catch((error: unknown) => [asFault(error)]);
    for (const device of this.#devices) await device.stop();
    const log = await this.#pages.readAll();
    this.history.push({ t: "whole", place: "the room", events: log });
    const contradicts = await this.#lookAtArchive(log.length).catch((error: unknown) => [
      { kind: "changed", says: String(error) } as const,
    ]);
    return [...(waited ?? []), ...(contradicts ?? []), ...checkHistory(this.history)];
  }

  /** @throws Error when what the database holds contradicts itself. */
  async #lookAtArchive(length: number): Promise<void> {
    const end = Date.now() + CONVERGES_WITHIN_MS;
    let events = await this.#served.readArchive(this.room);
    while (events.length < length && Date.now() < end) {
      await pause(50);
      events = await this.#served.readArchive(this.room);
    }
    this.history.push({ t: "whole", place: "the database", events });
  }
}

function asFault(error: unknown): Fault {
  return { kind: "unsettled", says: String(error) };
}

async function until(holds: () => boolean, withinMs: number, what: () => string): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for ${what()}`);
    await pause(5);
  }
}

async function inTime(work: Promise<void>, what: string): Promise<void> {
  const late = pause(CONVERGES_WITHIN_MS, "late", { ref: false });
  if ((await Promise.race([work, late])) === "late") throw new Error(`waited for ${what}`);
}
