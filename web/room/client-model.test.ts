import * as fc from "fast-check";
import { expect, it, vi } from "vitest";
import { knownEvents } from "#protocol/timeline.ts";
import { FATES, LOST_BEHIND_ANOTHER_TAB, step, TABS, type Step } from "./client-steps.test-kit.ts";
import { ModelRoom } from "./model-room.test-kit.ts";
import type { OpenRoom } from "./room-handle.ts";
import { RoomWorld, settle } from "./room-world.test-kit.ts";

const CALM_WITHIN_MS = 15_000;

type Tab = ReturnType<RoomWorld["openFragileTab"]>;

/** One text that a person has written, and what may have become of it. */
type Text = {
  body: string;
  tab: number;
  /** The tab as it was when it was written: that one shows it until it is over. */
  writer: OpenRoom;
  /** Sent once more after a refusal: it comes later than what was written after it. */
  isMoved: boolean;
  /** Taken back by its writer. */
  isTakenBack: boolean;
  /** Accepted by a room that has lost its storage since. */
  isLostByRoom: boolean;
};

it("what is written is once in the room, or failed in every tab, and never twice on any screen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 45 }), async (steps) => {
      const story = new Story();
      for (const one of steps) {
        await story.take(one);
        story.checkScreens();
      }
      await story.calmDown();
      story.checkScreens();
      expect(story.wrongEnds()).toEqual([]);
      story.checkEnd();
      story.end();
    }),
    { numRuns: 40, examples: [[LOST_BEHIND_ANOTHER_TAB]] },
  );
}, 120_000);

class Story {
  readonly #world = new RoomWorld();
  readonly #tabs: Tab[] = Array.from({ length: TABS }, () => this.#world.openFragileTab());
  readonly #texts: Text[] = [];
  #epochs = 1;

  async take(one: Step) {
    const { server, clock } = this.#world;
    switch (one.do) {
      case "write":
        this.#write(one.tab);
        break;
      case "retry":
        await this.#retry(one.tab);
        break;
      case "discard":
        await this.#discard(one.tab);
        break;
      case "reload":
      case "die":
        this.#leave(one.tab, one.do);
        break;
      case "fate":
        server.fate = () => FATES[one.n] ?? "done";
        break;
      case "cut":
        server.cutAll();
        break;
      case "others":
        server.happen(2);
        break;
      case "wait":
        clock.advance(one.ms);
        break;
      case "restart":
        server.cutAll(1001);
        break;
      case "lose storage":
        this.#loseStorage(one.keeps);
        break;
      case "network":
        server.sockets = one.sockets;
        if (one.sockets !== "pass") server.cutAll();
        break;
    }
    await settle();
  }

  /** Nothing goes wrong any more; one tab is opened anew, as a person would. */
  async calmDown() {
    const { server, clock } = this.#world;
    server.fate = () => "done";
    server.sockets = "pass";
    this.#leave(0, "reload");
    // The disk is not this clock's: it takes the time that the machine gives it.
    const patience = { timeout: CALM_WITHIN_MS, interval: 1 };
    await vi.waitFor(() => {
      clock.advance(1_000);
      if (!this.#isCalm()) throw new RangeError(`never calm: ${this.#tellTabs()}`);
    }, patience);
    await vi.waitFor(() => expect(this.#world.notes()).toEqual([]), patience);
  }

  /** At every moment: nothing twice on a screen, nothing gone from the screen that it was written on, no hole. */
  checkScreens() {
    for (const { room } of this.#tabs) {
      const shown = shownIn(room);
      expect(shown).toEqual([...new Set(shown)]);
      const { seq, timeline } = room.view.getState().room;
      const seqs = knownEvents(timeline).map((event) => event.seq);
      // A snapshot leaves what is older to be asked for.
      const isWhole = this.#epochs === 1;
      if (isWhole) expect(seqs).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    }
    for (const { body, writer, isTakenBack, isLostByRoom } of this.#texts) {
      const isOpen = this.#tabs.some(({ room }) => room === writer);
      if (isOpen && !isTakenBack && !isLostByRoom) expect(shownIn(writer)).toContain(body);
    }
  }

  /** The texts that have come to another end than they must. */
  wrongEnds(): string[] {
    const said = this.#world.bodies();
    return this.#texts
      .filter(({ body, isTakenBack, isLostByRoom }) => {
        const times = said.filter((other) => other === body).length;
        if (isTakenBack) return times > 0;
        if (isLostByRoom) return times > 1;
        const failedIn = this.#tabs.filter(({ room }) => failedBodies(room).includes(body)).length;
        return times === 1 ? failedIn !== 0 : times !== 0 || failedIn !== TABS;
      })
      .map(({ body }) => body);
  }

  checkEnd() {
    const said = this.#world.bodies();
    for (let tab = 0; tab < TABS; tab += 1) {
      const inOrder = this.#texts
        .filter((text) => text.tab === tab && !text.isMoved && !text.isLostByRoom)
        .map(({ body }) => body)
        .filter((body) => said.includes(body));
      expect(said.filter((body) => inOrder.includes(body))).toEqual(inOrder);
    }
    for (const { room } of this.#tabs) {
      const { seq, timeline } = room.view.getState().room;
      const { log } = this.#world.server.room;
      expect(seq).toBe(log.length);
      for (const event of knownEvents(timeline)) expect(event).toEqual(log[event.seq - 1]);
    }
  }

  end() {
    for (const { room } of this.#tabs) room.close();
    this.#world.end();
  }

  #write(tab: number) {
    const writer = this.#roomOf(tab);
    const body = `${tab}: ${this.#texts.length}`;
    writer.post(body);
    const fresh = { isMoved: false, isTakenBack: false, isLostByRoom: false };
    this.#texts.push({ body, tab, writer, ...fresh });
  }

  async #retry(tab: number) {
    await quiet();
    const room = this.#roomOf(tab);
    const failed = room.view.getState().pending.find(({ send }) => send.at === "failed");
    const text = this.#texts.find(({ body }) => body === failed?.body);
    if (!failed || !text) return;
    room.retry(failed.id);
    text.isMoved = true;
    await quiet();
  }

  async #discard(tab: number) {
    await quiet();
    const room = this.#roomOf(tab);
    const last = room.view.getState().pending.at(-1);
    const text = this.#texts.find(({ body }) => body === last?.body);
    if (!last || !text) return;
    room.discard(last.id);
    text.isTakenBack ||= room.view.getState().pending.every(({ id }) => id !== last.id);
    await quiet();
  }

  #leave(tab: number, how: "reload" | "die") {
    const left = this.#tabs[tab];
    if (how === "die") left?.tab.die();
    else left?.room.close();
    this.#tabs[tab] = this.#world.openFragileTab();
  }

  /** The room is restored from an older copy of itself. */
  #loseStorage(keeps: number) {
    const { server } = this.#world;
    this.#epochs += 1;
    const reborn = new ModelRoom(0, `e${this.#epochs}`);
    const { log } = server.room;
    reborn.log.push(...log.slice(0, Math.max(1, log.length - keeps)));
    for (const text of this.#texts) {
      const isSaid = log.some((event) => "body" in event && event.body === text.body);
      const isHeldByAll = this.#tabs.every(({ room }) =>
        room.view.getState().pending.some(({ body }) => body === text.body),
      );
      // What every tab still holds as unsent is sent to the restored room as well.
      text.isLostByRoom ||= isSaid && !isHeldByAll;
      text.isMoved ||= isSaid;
    }
    server.room = reborn;
    server.cutAll(1011);
  }

  #isCalm(): boolean {
    return this.#tabs.every(({ room }) => {
      const { connection, pending, room: state } = room.view.getState();
      const isDone = pending.every(({ send }) => send.at === "failed");
      const hasAll = state.seq === this.#world.server.room.log.length;
      return connection.at === "live" && isDone && hasAll && !room.hasWork();
    });
  }

  #tellTabs(): string {
    return JSON.stringify(
      this.#tabs.map(({ room }) => {
        const { connection, pending, room: state } = room.view.getState();
        return { connection, pending, seq: state.seq };
      }),
    );
  }

  #roomOf(tab: number): OpenRoom {
    const there = this.#tabs[tab];
    if (!there) throw new RangeError(`there is no tab ${tab}`);
    return there.room;
  }
}

/** Every text of this story that a screen shows, as an event or as waiting. */
function shownIn(room: OpenRoom): string[] {
  const { room: state, pending } = room.view.getState();
  const said = knownEvents(state.timeline).flatMap((event) =>
    event.type === "message.posted" ? [event.body] : [],
  );
  return [...said, ...pending.map(({ body }) => body)];
}

function failedBodies(room: OpenRoom): string[] {
  const { pending } = room.view.getState();
  return pending.flatMap(({ body, send }) => (send.at === "failed" ? [body] : []));
}

/** Long enough for tabs and disk to hear of each other, as they have between two presses of a hand. */
async function quiet() {
  for (let turn = 0; turn < 12; turn += 1) await settle();
}
