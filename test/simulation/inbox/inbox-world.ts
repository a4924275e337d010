import { Tally } from "#party/meter/tally.ts";
import { newEpoch } from "#protocol/epoch.ts";
import { PersonId, RoomId, uuid7, type CommandId } from "#protocol/ids.ts";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import { Inbox } from "#party/inbox/inbox.ts";
import { INBOX_KEY } from "#party/inbox/keys.ts";
import type { Author } from "#party/rooms.ts";
import type { Room } from "#party/room/room.ts";
import * as v from "valibot";
import { MemoryArchive } from "../../fakes/memory-archive.ts";
import type { Chance } from "../chance.ts";
import { DurableDisk } from "../durable-disk.ts";
import { roomHost } from "../room-host.ts";
import type { HostKind } from "../room-life.ts";
import { overGate, SimHost, type HostRules } from "../sim-host.ts";
import { author } from "../sim-server.ts";
import { settled, SimClock } from "../sim-clock.ts";
import { Verdict } from "../violation.ts";
import { PostOffice } from "./post-office.ts";
import { RoomLog } from "./room-log.ts";
import { SimDevice } from "./sim-device.ts";
import { Wishes } from "./wishes.ts";

const TRACE_LINES = 80;

/** A room, its machine and its log. */
export type RoomSite = {
  id: RoomId;
  host: SimHost<Room>;
  disk: DurableDisk;
  log: RoomLog;
  archive: MemoryArchive;
  /** With how many events each life after the first began. */
  began: number[];
};

/** Somebody, their inbox's machine, their devices, and what they have asked for on them. */
export type PersonSite = {
  by: Author;
  host: SimHost<Inbox>;
  devices: SimDevice[];
  wishes: Wishes;
  /** How far the inbox has durably heard a room, at the least. */
  heard(room: RoomId): number;
};

/** Several rooms, several people's inboxes and their devices; one clock, one source of chance, one truth for each room. */
export class InboxWorld {
  readonly clock = new SimClock();
  readonly verdict = new Verdict();
  readonly rooms: RoomSite[] = [];
  readonly people: PersonSite[] = [];
  readonly post: PostOffice;
  readonly rules: HostRules;
  readonly trace: string[] = [];
  readonly chance: Chance;

  constructor(chance: Chance, kind: HostKind) {
    this.chance = chance;
    this.post = new PostOffice(this.clock, chance);
    this.rules = {
      kind,
      writeTime: () => 1,
      readTime: () => 0,
      writeFails: () => false,
      alarmLate: () => 0,
    };
  }

  newId(): CommandId {
    return uuid7(this.clock.now(), this.chance.bytes(10)) as CommandId;
  }

  addRoom(name: string): RoomSite {
    const id = v.parse(RoomId, name);
    const log = new RoomLog();
    log.happened = ({ seq, type, by }) => this.tell(`${name} ${seq}: ${type} by ${by}`);
    const disk = new DurableDisk((write) => log.became(write));
    const archive = new MemoryArchive();
    const host = roomHost(id, {
      ...this.#parts(name, disk),
      archive,
      inboxes: { deliver: (...round) => this.post.deliver(...round) },
      checkTicket: () => null,
    });
    const site: RoomSite = { id, host, disk, log, archive, began: [] };
    this.rooms.push(site);
    this.post.rooms.set(id, host);
    return site;
  }

  addPerson(name: string): PersonSite {
    const by = author(name);
    const disk = new DurableDisk(() => undefined);
    const host: SimHost<Inbox> = new SimHost({
      ...this.#parts(`the inbox of ${name}`, disk),
      wake: (life, hooks, peers) => {
        const world = {
          ...hooks,
          storage: life.storage,
          clock: { now: this.clock.now, after: life.after.bind(life) },
          tickets: { check: () => Promise.resolve(null) },
          rooms: {
            letter: (room: RoomId, after: number, arrived?: PersonId) =>
              overGate(life, () => this.post.letter(room, after, arrived)),
            receipts: () => Promise.resolve({ ok: true as const, value: null }),
            message: () => Promise.reject(new RangeError("nobody is to be notified")),
          },
          // What is said of it where nothing of Parley is open is tested beside the code.
          push: null,
          mail: null,
          lobby: {
            is: () => Promise.resolve({ ok: true as const, value: null }),
            watch: () => Promise.resolve({ ok: true as const, value: [] }),
          },
          origin: "https://chat.example",
          mayWakeAllAt: () => 0,
          turned: () => undefined,
          log: () => undefined,
          counts: new Tally(),
          newEpoch: () => newEpoch(this.clock.now(), this.chance.bytes(10), null),
        };
        return Inbox.wake(world, v.parse(PersonId, by.person), ROOM_LIMITS, peers);
      },
    });
    const heard = (room: RoomId) => {
      const row = disk.rows.get(INBOX_KEY.room(room));
      return row === undefined ? 0 : (JSON.parse(row) as { heard: number }).heard;
    };
    const site: PersonSite = { by, host, devices: [], wishes: new Wishes(), heard };
    this.people.push(site);
    this.post.inboxes.set(by.person, host);
    return site;
  }

  addDevice(person: PersonSite): SimDevice {
    const nth = person.devices.length + 1;
    const device = new SimDevice(`${person.by.person}-${nth}`, person, this);
    person.devices.push(device);
    device.connect();
    return device;
  }

  room(id: RoomId): RoomSite {
    const room = this.rooms.find((each) => each.id === id);
    if (!room) throw new RangeError(`there is no room ${id}`);
    return room;
  }

  /** Lets `ms` pass. False: a promise was broken. */
  async pass(ms: number, isEnough: () => boolean = () => false): Promise<boolean> {
    const until = this.clock.now() + Math.round(ms);
    do {
      await settled();
      if (this.verdict.first) return false;
      if (isEnough()) return true;
    } while (this.#step(until));
    return true;
  }

  #step(until: number): boolean {
    try {
      return this.clock.step(until);
    } catch (error) {
      this.verdict.failed(error);
      return true;
    }
  }

  tell(what: string): void {
    this.trace.push(`${(this.clock.age / 1_000).toFixed(3)} s: ${what}`);
    if (this.trace.length > TRACE_LINES) this.trace.shift();
  }

  #parts(name: string, disk: DurableDisk) {
    const { clock, chance, rules, verdict } = this;
    return { name, clock, chance, disk, rules, failed: verdict.failed, tell: this.tell.bind(this) };
  }
}
