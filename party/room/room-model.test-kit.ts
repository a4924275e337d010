import { expect } from "vitest";
import type { RoomCommand } from "#protocol/commands.ts";
import type { Snapshot } from "#protocol/down.ts";
import { withoutName } from "#protocol/erasure.ts";
import type { MessageDeleted, RoomEvent } from "#protocol/events.ts";
import { asDeleted } from "#protocol/tombstone.ts";
import { type FakePeer, RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";
import { expectNobody, expectRefused } from "./expected-answers.test-kit.ts";
import { InvitationModel, invitationCommand } from "./invitation-model.test-kit.ts";
import { changeOf, expectMessages, MessageModel } from "./message-model.test-kit.ts";
import { expectToAgree } from "./snapshots.test-kit.ts";
import { authorAt, type Deed, entryAt, people } from "./room-deeds.test-kit.ts";
import { wholeLog } from "./whole-log.test-kit.ts";

const DAY_MS = 86_400_000;

type Accepted = { by: Author; command: RoomCommand; event: RoomEvent };

/** The simplest thing that a room could be, beside a real one. */
export class RoomModel {
  readonly #bench: RoomBench;
  readonly #accepted: Accepted[] = [];
  readonly #imported = new Set<string>();
  readonly #snapshots: Snapshot[] = [];
  /** Members by id, and what they are called: what they came with, or what they were renamed to since. */
  readonly #members = new Map<string, string>([[people[0].person, people[0].name]]);
  readonly #invitations = new InvitationModel();
  readonly #departed = new Set<string>();
  readonly #messages = new MessageModel();
  readonly #deletions: MessageDeleted[] = [];
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
      case "change":
        await this.#change(deed);
        break;
      case "repeat":
      case "reuse":
        await this.#again(deed.nth, deed.do);
        break;
      case "join":
      case "leave":
        await this.#comeOrGo(deed.do, deed.who);
        break;
      case "invite":
      case "uninvite":
        await this.#inviteOrNot(deed.do, deed.who, deed.whom);
        break;
      case "mention":
        await this.#mention(deed.who, deed.whom);
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
    await expectMessages(this.#bench, people[0], this.#messages);
  }

  /** Every snapshot that was ever taken, brought up to date by events, is today's snapshot of a room that has slept. */
  async expectStaleAndFreshToAgree(): Promise<void> {
    await this.#bench.wake();
    const fresh = await this.#freshSnapshot();
    expect(this.#invitations.differs(fresh)).toBeNull();
    const log = await this.log();
    for (const stale of this.#snapshots) expectToAgree(stale, fresh, log);
  }

  log(): Promise<RoomEvent[]> {
    return wholeLog(this.#bench, people[0]);
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

  async #change({ who, nth, what, emoji }: Extract<Deed, { do: "change" }>): Promise<void> {
    const by = authorAt(who);
    const target = this.#messages.all[nth % Math.max(1, this.#messages.all.length)];
    if (target === undefined) return;
    const message = this.#messages.get(target);
    const revision = (message?.words.length ?? 1) - 1;
    const text = `word ${this.#length}`;
    const command = changeOf(what, this.#bench.id(), { target, revision, emoji, text });
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) return expectNobody(answer);
    if (!this.#members.has(by.person))
      return expect(answer).toMatchObject({ refusal: { code: "not_member" } });
    const code = this.#messages.objection(command, by.person, by.role === "owner");
    if (code === null) this.#expectAccepted(by, command, answer);
    else expectRefused(answer, code);
    const rows = [...this.#bench.storage.rows.values()];
    const gone = message?.isDeleted ? message.words : [];
    expect(gone.filter((word) => rows.some((row) => row.includes(`"${word}"`)))).toEqual([]);
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
      const told = this.#asTold(event);
      // Nobody can tell any more what a deleted message said: then it counts as said.
      const hasNoWords = told.type === "message.posted" && told.deleted !== undefined;
      if (hasNoWords) expect(answer).toMatchObject({ ok: true, value: { repeated: true } });
      else expectRefused(answer, "id_reused");
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
    if (isMember === (how === "join"))
      return expectRefused(answer, isMember ? "already_member" : "not_member");
    if (!isMember) this.#members.set(by.person, by.name);
    this.#expectAccepted(by, command, answer);
    this.#invitations.cameOrWent(by.person, isMember);
    if (isMember) this.#members.delete(by.person);
  }

  async #inviteOrNot(how: "invite" | "uninvite", who: number, whom: number): Promise<void> {
    const [by, { person }] = [authorAt(who), authorAt(whom)];
    const command = invitationCommand(how, this.#bench.id(), person);
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) return expectNobody(answer);
    const isIn = (each: string) => this.#members.has(each);
    const isLost = how === "invite" && this.#departed.has(person);
    const code = isLost ? "no_such_person" : this.#invitations.objection(how, by, person, isIn);
    if (code !== null) return expectRefused(answer, code);
    // Who declines is no member, and is called as their token says.
    this.#expectAccepted(by, command, answer, this.#members.get(by.person) ?? by.name);
    this.#invitations.happened(how, by.person, person, this.#length);
  }

  async #mention(who: number, whom: number): Promise<void> {
    const [by, { person }] = [authorAt(who), authorAt(whom)];
    const command = { type: "note.mention" as const, id: this.#bench.id(), person };
    const answer = await this.#bench.command(by, command);
    if (this.#departed.has(by.person)) return expectNobody(answer);
    if (!this.#members.has(by.person)) return expectRefused(answer, "not_member");
    if (person === by.person) return expectRefused(answer, "no_change");
    if (!this.#members.has(person)) return expectRefused(answer, "no_such_person");
    this.#expectAccepted(by, command, answer);
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
    this.#invitations.cameOrWent(by.person, true);
    this.#members.delete(by.person);
    await this.#bench.alarm();
    await this.#bench.alarm();
    const kept = [...this.#bench.storage.rows.values(), ...this.#bench.archive.texts()];
    expect(kept.filter((row) => row.includes(`"name":"${by.name}`))).toEqual([]);
  }

  #asTold(event: RoomEvent): RoomEvent {
    const told = asDeleted(event, this.#deletions);
    return this.#departed.has(event.by) ? withoutName(told) : told;
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
    name = this.#members.get(by.person),
  ) {
    this.#length += 1;
    const event = answer.ok ? answer.value.events[0] : undefined;
    expect(event).toMatchObject({ seq: this.#length, id: command.id, by: by.person, name });
    if (!event) return;
    this.#accepted.push({ by, command, event });
    this.#messages.happened(event);
    if (event.type === "message.deleted") this.#deletions.push(event);
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
