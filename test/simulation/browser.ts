import type { CommandId, RoomId } from "#protocol/ids.ts";
import type { Author } from "#party/rooms.ts";
import { failure, type Answer } from "../../web/answer.ts";
import { FragileTab } from "../../web/room/fragile-tab.test-kit.ts";
import { openRoom, type OpenRoom } from "../../web/room/room-handle.ts";
import { RoomSignals } from "../../web/room/room-signals.ts";
import type { OutboxRow } from "../../web/storage/room-disk.ts";
import { openDisk } from "../../web/storage/forgiving-disk.ts";
import { MemoryNoteStorage } from "../../web/storage/note-storage.test-kit.ts";
import { unsentNotesIn } from "../../web/storage/unsent-notes.ts";
import type { Chance } from "./chance.ts";
import { IdbModel } from "./idb-model.ts";
import { SimSocket } from "./line.ts";
import { Network } from "./network.ts";
import { TabTalk } from "./tab-talk.ts";
import { never, type SimClock } from "./sim-clock.ts";
import type { SimServer } from "./sim-server.ts";

/** An open tab: what it shows, and its hands. `name` is told in traces. */
export type Tab = {
  name: string;
  room: OpenRoom;
  sockets: SimSocket[];
  /** What was written here, in order. */
  written: CommandId[];
  wake(): void;
  die(): void;
};

export type BrowserParts = {
  clock: SimClock;
  chance: Chance;
  server: SimServer;
  room: RoomId;
  /** Something that a tab shows has changed. */
  shown: (browser: SimBrowser, tab: Tab) => void;
};

/** One person's browser: its disk, its notes and its tabs, each of which may die at any moment. */
export class SimBrowser {
  readonly name: string;
  readonly person: Author;
  readonly network: Network;
  readonly idb: IdbModel;
  readonly tabs: Tab[] = [];
  /** ms by which this browser's clock is wrong. */
  skew = 0;
  readonly #parts: BrowserParts;
  readonly #notes = new MemoryNoteStorage();
  readonly #talk: TabTalk;
  #opened = 0;

  constructor(name: string, person: Author, parts: BrowserParts) {
    this.name = name;
    this.person = person;
    this.#parts = parts;
    this.network = new Network(parts.clock, parts.chance);
    this.#talk = new TabTalk(parts.clock, parts.chance);
    this.idb = new IdbModel(parts.clock, parts.chance);
  }

  open(): Tab {
    const { clock, chance, room, shown } = this.#parts;
    this.#opened += 1;
    const life = new FragileTab();
    const { db, kill } = this.idb.open();
    const sockets: SimSocket[] = [];
    const wakes = new Set<() => void>();
    const { person } = this.person;
    const tabClock = {
      now: clock.now,
      setTimer: (ms: number, ring: () => void) => clock.after(ms, () => life.isDead || ring()),
    };
    const handle = openRoom(
      {
        person,
        disk: life.disk(openDisk(tabClock, person, () => Promise.resolve(db))),
        notes: life.notes(unsentNotesIn(() => this.#notes, person)),
        clock: tabClock,
        random: chance.next,
        loadSignals: () => {
          const deps = {
            clock: tabClock,
            me: person,
            mayTellTyping: () => true,
            mayTellReceipts: () => true,
            onReceiptsChoice: () => () => undefined,
          };
          return Promise.resolve((room) => new RoomSignals({ ...room, ...deps }));
        },
        newId: () => this.#parts.server.newId(clock.now() + this.skew),
        holdLock: life.locks(this.#talk.holdLock),
        openChannel: life.channels(this.#talk.openChannel),
        openSocket: (_room, ticket, events) => {
          const socket = new SimSocket({ ...this.#parts, network: this.network }, ticket, {
            opened: () => life.isDead || events.opened(),
            frame: (raw) => life.isDead || events.frame(raw),
            lost: (code) => life.isDead || events.lost(code),
          });
          sockets.push(socket);
          return socket;
        },
        onWake: (wake) => {
          wakes.add(wake);
          return () => wakes.delete(wake);
        },
        ticket: () => this.#alive(life, () => this.#ask((server) => server.ticket(this.person))),
        refreshSession: () => this.#alive(life, () => this.#ask(() => OK)),
        fetchAfter: (_room, after, limit) =>
          this.#alive(life, () =>
            this.#ask((server) => server.history(this.person, { after, limit })),
          ),
        fetchThread: (_room, root, before) =>
          this.#alive(life, () =>
            this.#ask((server) =>
              server.thread(this.person, { root, before: before ?? undefined, limit: 50 }),
            ),
          ),
      },
      room,
    );
    const tab: Tab = {
      name: `${this.name}.${this.#opened}`,
      room: handle,
      sockets,
      written: [],
      wake: () => life.isDead || wakes.forEach((wake) => wake()),
      die: () => {
        kill();
        life.die();
        for (const socket of sockets) socket.cut(null, chance.between(0, 3_000));
      },
    };
    handle.view.subscribe(() => life.isDead || shown(this, tab));
    this.tabs.push(tab);
    shown(this, tab);
    return tab;
  }

  /** Takes a tab away: `gently`, as when its room is let go, or at once. */
  shut(tab: Tab, isGentle: boolean) {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    if (isGentle) tab.room.close();
    else tab.die();
  }

  /** A request by HTTP, and its answer, either of which may be lost. */
  async #ask<T>(
    question: (server: SimServer) => Promise<ServerAnswer<T>> | ServerAnswer<T>,
  ): Promise<Answer<T>> {
    const { server } = this.#parts;
    await this.network.way();
    if (this.network.isOffline || server.host.isDown) return failure("offline");
    try {
      const answer = await question(server);
      await this.network.way();
      if (this.network.isOffline) return failure("offline");
      return answer.ok ? answer : failure(answer.refusal.code, answer.refusal.retryAfterMs);
    } catch {
      return failure("unavailable");
    }
  }

  async #alive<T>(life: FragileTab, work: () => Promise<T>): Promise<T> {
    const result = await work();
    return life.isDead ? never() : result;
  }

  /** What this browser would find again after every tab of it had died: on disk, or noted. */
  kept(): ReadonlySet<CommandId> {
    const { room } = this.#parts;
    const stored = this.idb.rows("outbox").map(({ value }) => (value as OutboxRow).id);
    const noted = unsentNotesIn(() => this.#notes, this.person.person).read(room);
    return new Set([...stored, ...noted.map(({ row }) => row.id)]);
  }
}

type ServerAnswer<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: { code: Parameters<typeof failure>[0]; retryAfterMs?: number } };

const OK = { ok: true, value: null } as const;
