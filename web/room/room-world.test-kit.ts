import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { openDisk } from "../storage/forgiving-disk.ts";
import { MemoryNoteStorage } from "../storage/note-storage.test-kit.ts";
import { unsentNotesIn } from "../storage/unsent-notes.ts";
import { FakeBrowser } from "../tabs.test-kit.ts";
import { eitherDoor } from "../line/either-door.ts";
import { FakeRequests } from "./fake-requests.test-kit.ts";
import { FragileTab } from "./fragile-tab.test-kit.ts";
import { FakeServer } from "./fake-server.test-kit.ts";
import { ANN, testId } from "./model-room.test-kit.ts";
import { polledRooms } from "./polled-line.ts";
import type { RoomDeps } from "./room-deps.ts";
import type { Wish } from "./wish.ts";
import { openRoom, type OpenRoom } from "./room-handle.ts";
import { RoomSignals } from "./room-signals.ts";

const TEA = v.parse(RoomId, "tea");

/** Ann's browser with its disk, a room's server, and time that a test moves. The disk is IndexedDB's, in memory. */
export class RoomWorld {
  readonly clock = new HandClock();
  readonly server = new FakeServer();
  readonly requests = new FakeRequests(this.server, this.clock);
  readonly #browser = new FakeBrowser();
  readonly #storage = new MemoryNoteStorage();
  mayTellTyping = true;
  mayTellReceipts = false;
  /** Who wants to know when that has changed. */
  readonly receiptsChoice = new Set<() => void>();
  #ids = 0;
  /** How the server answers when history is asked for. */
  fetchAfter: (after: number, limit: number) => ReturnType<RoomDeps["fetchAfter"]> = () =>
    Promise.resolve({ ok: true, value: { events: [], states: [], head: 0 } });
  fetchThread: (root: number, before: number | null) => ReturnType<RoomDeps["fetchThread"]> = () =>
    Promise.resolve({ ok: true, value: { events: [], states: [], head: 0, hasMore: false } });

  constructor() {
    vi.stubGlobal("indexedDB", new IDBFactory());
  }

  forbidDisk() {
    vi.stubGlobal("indexedDB", undefined);
  }

  forbidNotes() {
    this.#storage.isForbidden = true;
  }

  openTab(): OpenRoom {
    return this.openFragileTab().room;
  }

  /** A tab that can die. What it has not brought to the disk by then never gets there. */
  openFragileTab(): { room: OpenRoom; tab: FragileTab } {
    const tab = new FragileTab();
    const room = this.#openRoom(tab);
    tab.died = () => room.close();
    return { room, tab };
  }

  #openRoom(tab: FragileTab): OpenRoom {
    const { clock, server } = this;
    return openRoom(
      {
        person: ANN,
        disk: tab.disk(openDisk(browserClock, ANN)),
        notes: tab.notes(unsentNotesIn(() => this.#storage, ANN)),
        clock,
        random: () => 0.5,
        newId: () => testId((this.#ids += 1)),
        holdLock: tab.locks(this.#browser.holdLock),
        openChannel: tab.channels(this.#browser.openChannel),
        openSocket: eitherDoor({
          clock,
          onWake: tab.onWake,
          openSocket: server.openSocket,
          loadPolled: () => Promise.resolve(polledRooms(this.requests, clock)),
        }),
        onWake: tab.onWake,
        ticket: () => {
          const value = { ticket: "t", sessionExpiresAt: clock.now() + 300_000 };
          return Promise.resolve({ ok: true, value });
        },
        loadSignals: () => {
          const deps = {
            clock,
            me: ANN,
            mayTellTyping: () => this.mayTellTyping,
            mayTellReceipts: () => this.mayTellReceipts,
            onReceiptsChoice: (changed: () => void) => {
              this.receiptsChoice.add(changed);
              return () => this.receiptsChoice.delete(changed);
            },
          };
          return Promise.resolve((room) => new RoomSignals({ ...room, ...deps }));
        },
        refreshSession: () => Promise.resolve({ ok: true, value: null }),
        fetchAfter: (_room, after, limit) => this.fetchAfter(after, limit),
        fetchThread: (_room, root, before) => this.fetchThread(root, before),
      },
      TEA,
    );
  }

  /** Waits until the disk holds the room up to `seq`. */
  onDisk(seq: number) {
    const disk = openDisk(browserClock, ANN);
    return vi.waitFor(async () => {
      const stored = await disk.loadRoom(TEA);
      if (stored?.seq !== seq) throw new RangeError(`the disk is at ${stored?.seq}, not at ${seq}`);
    });
  }

  async outboxOnDisk(): Promise<string[]> {
    return (await openDisk(browserClock, ANN).loadOutbox(TEA)).map(({ wish }) => wordsOf(wish));
  }

  /** What is noted and not on disk, as far as anybody knows. */
  notes(): string[] {
    return unsentNotesIn(() => this.#storage, ANN)
      .read(TEA)
      .map(({ row }) => wordsOf(row.wish));
  }

  /** What Ann has said in the room so far. */
  bodies(): string[] {
    return this.server.room.log.flatMap((event) =>
      event.type === "message.posted" && event.by === ANN ? [event.body] : [],
    );
  }

  end() {
    vi.unstubAllGlobals();
  }
}

export function isLive(tab: OpenRoom) {
  return vi.waitFor(() => {
    const { at } = tab.view.getState().connection;
    if (at !== "live") throw new RangeError(`the line is ${at}, not live`);
  });
}

/** How far each pending message of a tab is. */
export function sends(tab: OpenRoom): string[] {
  return tab.view.getState().pending.map(({ send }) => send.at);
}

/** Lets everything that is under way without a timer happen. */
export async function settle() {
  await new Promise((resolve) => setTimeout(resolve));
}

/** What a wish says, or what it is about. */
function wordsOf(wish: Wish): string {
  return "body" in wish ? wish.body : `${wish.type} ${wish.target}`;
}
