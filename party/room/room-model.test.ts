import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { RoomCommand } from "#protocol/commands.ts";
import type { Snapshot } from "#protocol/down.ts";
import { withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { applyEvents } from "#protocol/room-state.ts";
import { EMPTY_TIMELINE, eventsBetween, withEvents } from "#protocol/timeline.ts";
import { type FakePeer, RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";
import { authorAt, Deed, entryAt, people } from "./room-deeds.test-kit.ts";

const DAY_MS = 86_400_000;
/** The compiler asks for a new kind here, and the test then for deeds that lead to it. */
const KINDS: Record<RoomEvent["type"], true> = {
  "room.created": true,
  "member.joined": true,
  "member.left": true,
  "member.renamed": true,
  "member.erased": true,
  "message.posted": true,
};

it("whatever is done to it, a room is what a list of accepted commands would be", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(Deed, { maxLength: 40 }), async (deeds) => {
      const model = await RoomModel.begin();
      for (const deed of deeds) await model.perform(deed);
      await model.expectStaleAndFreshToAgree();
      for (const { type } of await model.log()) seen.add(type);
    }),
    { numRuns: 200 },
  );
  expect([...seen].toSorted()).toEqual(Object.keys(KINDS).toSorted());
}, 60_000);

type Accepted = { by: Author; command: RoomCommand; event: RoomEvent };

/** The simplest thing that a room could be, beside a real one. */
class RoomModel {
  readonly #bench: RoomBench;
  readonly #accepted: Accepted[] = [];
  readonly #imported = new Set<string>();
  readonly #snapshots: Snapshot[] = [];
  /** Members by id, and what they are called: what they came with, or what they were renamed to since. */
  readonly #members = new Map<string, string>([[people[0].person, people[0].name]]);
  readonly #departed = new Set<string>();
  #length = 1;

  private constructor(bench: RoomBench) {
    this.#bench = bench;
  }

  static async begin(): Promise<RoomModel> {
    return new RoomModel(await RoomBench.withMembers([]));
  }

  async perform(deed: Deed): Promise<void> {
    switch (deed.do) {
      case "post":
        await this.#post(deed.who, deed.ageDays);
        break;
      case "repeat":
      case "reuse":
        await this.#again(deed.nth, deed.do);
        break;
      case "join":
      case "leave":
        await this.#comeOrGo(deed.do, deed.who);
        break;
      case "import":
        await this.#import(deed.from, deed.count);
        break;
      case "rename":
        await this.#rename(deed.who);
        break;
      case "erase":
        await this.#erase(deed.who);
        break;
      case "sleep":
        await this.#bench.wake();
        break;
      case "resume":
        await this.#resume(deed.who, deed.back);
        break;
      case "snapshot":
        this.#snapshots.push(await this.#freshSnapshot());
    }
    await this.#expectLog();
  }

  /** Every snapshot that was ever taken, brought up to date by events, is today's snapshot of a room that has slept. */
  async expectStaleAndFreshToAgree(): Promise<void> {
    await this.#bench.wake();
    const fresh = await this.#freshSnapshot();
    const log = await this.log();
    for (const stale of this.#snapshots) {
      const { seq, info, members, events } = stale;
      const timeline = withEvents(EMPTY_TIMELINE, events);
      const now = applyEvents({ seq, info, members, timeline }, log.slice(seq));
      expect({ seq: now.seq, info: now.info, members: now.members }).toEqual({
        seq: fresh.seq,
        info: fresh.info,
        members: fresh.members,
      });
      const from = Math.max(events[0]?.seq ?? 1, fresh.events[0]?.seq ?? 1);
      expect(eventsBetween(now.timeline, from, now.seq)).toEqual(
        fresh.events.filter((event) => event.seq >= from),
      );
    }
  }

  async log(): Promise<RoomEvent[]> {
    const events: RoomEvent[] = [];
    for (;;) {
      const page = await this.#bench.room.history(people[0], { after: events.length, limit: 200 });
      if (!page.ok) throw new Error(page.refusal.code);
      events.push(...page.value.messages);
      if (!page.value.hasMore) return events;
    }
  }

  async #post(nth: number, ageDays: number): Promise<void> {
    const by = authorAt(nth);
    const id = this.#bench.id(this.#bench.clock.now() - ageDays * DAY_MS);
    const command = this.#bench.post(`word ${this.#length}`, id);
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) expectNobody(answer);
    else if (!this.#members.has(by.person))
      expect(answer).toMatchObject({ refusal: { code: "not_member" } });
    else if (ageDays > 7) expect(answer).toMatchObject({ refusal: { code: "id_stale" } });
    else this.#expectAccepted(by, command, answer);
  }

  async #again(nth: number, how: "repeat" | "reuse"): Promise<void> {
    const before = this.#accepted[nth % Math.max(1, this.#accepted.length)];
    if (!before) return;
    const { by, command, event } = before;
    if (how === "repeat") {
      const value = { events: [this.#asTold(event)], repeated: true };
      expect(await this.#bench.command(by, command)).toEqual({ ok: true, value });
    } else {
      const other = this.#bench.post("another word", command.id);
      const answer = await this.#bench.command(by, other);
      expect(answer).toMatchObject({ ok: false, refusal: { code: "id_reused", retryable: false } });
    }
  }

  async #comeOrGo(how: "join" | "leave", nth: number): Promise<void> {
    const by = authorAt(nth);
    // Somebody has to stay, to look at the log.
    if (nth === 0) return;
    const isMember = this.#members.has(by.person);
    const command = { type: `room.${how}` as const, id: this.#bench.id() };
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) return expectNobody(answer);
    if (isMember === (how === "join")) {
      const code = isMember ? "already_member" : "not_member";
      expect(answer).toMatchObject({ ok: false, refusal: { code } });
      return;
    }
    if (!isMember) this.#members.set(by.person, by.name);
    this.#expectAccepted(by, command, answer);
    if (isMember) this.#members.delete(by.person);
  }

  /** Their own tokens go on saying the old name. */
  async #rename(nth: number): Promise<void> {
    const by = authorAt(nth);
    const to = `${by.name} the ${this.#length}th`;
    const command = { type: "member.rename" as const, id: this.#bench.id(), to };
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) return expectNobody(answer);
    if (!this.#members.has(by.person)) {
      return expect(answer).toMatchObject({ refusal: { code: "not_member" } });
    }
    this.#expectAccepted(by, command, answer);
    this.#members.set(by.person, to);
    const again = await this.#bench.command(by, { ...command, id: this.#bench.id() });
    expect(again).toEqual({ ok: true, value: { events: [], repeated: true } });
  }

  /** The account is deleted: whatever was accepted stays, and nothing of it says the name any more. */
  async #erase(nth: number): Promise<void> {
    const by = authorAt(nth);
    if (nth === 0) return;
    const command = { type: "member.erase" as const, id: this.#bench.id() };
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) {
      return expect(answer).toEqual({ ok: true, value: { events: [], repeated: true } });
    }
    this.#departed.add(by.person);
    this.#members.set(by.person, "");
    this.#expectAccepted(by, command, answer);
    this.#members.delete(by.person);
    await this.#bench.room.alarm();
    await this.#bench.room.alarm();
    const kept = [...this.#bench.storage.rows.values(), ...this.#bench.archive.texts()];
    expect(kept.filter((row) => row.includes(`"name":"${by.name}`))).toEqual([]);
  }

  #asTold(event: RoomEvent): RoomEvent {
    return this.#departed.has(event.by) ? withoutName(event) : event;
  }

  async #import(from: number, count: number): Promise<void> {
    const entries = Array.from({ length: count }, (_, i) => entryAt(this.#bench, from + i));
    const news = entries.filter(({ id }) => !this.#imported.has(id));
    const command = { type: "history.import" as const, id: this.#bench.id(), entries };
    const answer = await this.#bench.command(people[0], command);
    expect(answer.ok && answer.value.events.map(({ id }) => id)).toEqual(news.map(({ id }) => id));
    for (const { id } of news) this.#imported.add(id);
    this.#length += news.length;
  }

  async #resume(nth: number, back: number): Promise<void> {
    const by = authorAt(nth);
    const { epoch } = await this.#freshSnapshot();
    const cursor = Math.max(0, this.#length - back);
    const peer = await this.#bench.join(by, cursor, epoch);
    const heard = peer.take();
    if (!this.#members.has(by.person)) expect(heard).toEqual([]);
    else if (cursor > this.#length) expect(heard.map(({ t }) => t)).toContain("snapshot");
    else {
      const events = heard.flatMap((message) => (message.t === "events" ? message.events : []));
      expect(events).toEqual((await this.log()).slice(cursor));
    }
    this.#goAway(peer);
  }

  async #freshSnapshot(): Promise<Snapshot> {
    const peer = await this.#bench.join(people[0]);
    const [snapshot] = peer.takeOf("snapshot");
    this.#goAway(peer);
    if (!snapshot) throw new Error("nobody said how the room is");
    return snapshot;
  }

  #goAway(peer: FakePeer): void {
    this.#bench.peers = this.#bench.peers.filter((each) => each !== peer);
    this.#bench.room.disconnect(peer);
  }

  #expectAccepted(
    by: Author,
    command: RoomCommand,
    answer: Awaited<ReturnType<RoomBench["command"]>>,
  ) {
    this.#length += 1;
    const event = answer.ok ? answer.value.events[0] : undefined;
    const name = this.#members.get(by.person);
    expect(event).toMatchObject({ seq: this.#length, id: command.id, by: by.person, name });
    if (event) this.#accepted.push({ by, command, event });
  }

  /** Dense numbers, everything that was accepted at its own, and nothing else. */
  async #expectLog(): Promise<void> {
    const log = await this.log();
    expect(log.map(({ seq }) => seq)).toEqual(
      Array.from({ length: this.#length }, (_, i) => i + 1),
    );
    for (const { event } of this.#accepted) expect(log[event.seq - 1]).toEqual(this.#asTold(event));
    const imported = log.filter((event) => event.imported).map(({ id }) => id);
    expect(imported.toSorted()).toEqual([...this.#imported].toSorted());
    expect(log).toHaveLength(1 + this.#accepted.length + this.#imported.size);
  }
}

/** Nothing comes from someone whose account was deleted. */
function expectNobody(answer: Awaited<ReturnType<RoomBench["command"]>>): void {
  expect(answer).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
}
