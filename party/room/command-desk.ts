import type { RoomCommand } from "#protocol/commands.ts";
import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import type { CommandId } from "#protocol/ids.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Answer, Author, Done } from "../rooms.ts";
import type { Allowance } from "../object/allowance.ts";
import { Batch, type Recalled } from "./batch.ts";
import { decide } from "./decide.ts";
import type { Counting } from "../meter/tally.ts";
import type { Written } from "./event-rows.ts";
import type { IdMemory } from "./id-memory.ts";
import { InboxRounds } from "./inbox-rounds.ts";
import type { Journal } from "./journal.ts";
import { importTimeRows } from "./import-times.ts";
import { isOfTheServer } from "./permissions.ts";
import { isRepeatOf } from "./repeat.ts";
import type { RoomArchive } from "./room-archive.ts";

/**
 * A command that waits for its turn, and whoever waits for its outcome. What comes down one `line` stays in order:
 * a socket has its own, the HTTP door has none.
 */
export type Waiting = {
  command: RoomCommand;
  by: Author;
  line: string | null;
  /** When it came (ms since epoch). */
  at: number;
  answer: (answer: Answer<Done>) => void;
};

/** This line starts anew and owes nothing. It waits among the commands, because some that came before it may still wait. */
export type NewStart = { startsAnew: string };

/** What one turn at the desk came to: facts that are durable, answers that may now be given, and when those commands came that became events. */
export type Outcome = { written: Written[]; answers: (() => void)[]; accepted: number[] };

/**
 * Where wishes become facts. All that wait are decided in order and stored in one write; nothing but storage is
 * awaited on the way, and nobody is answered before the write may be shown.
 */
export class CommandDesk {
  readonly #journal: Journal;
  readonly #ids: IdMemory;
  readonly #allowance: Allowance;
  readonly #archive: RoomArchive;
  readonly #counts: Counting;
  /** By line, the command that was refused for now and has to come again before any other (contract C6). */
  readonly #heldAt = new Map<string, CommandId>();

  constructor(
    journal: Journal,
    ids: IdMemory,
    beside: { allowance: Allowance; archive: RoomArchive; counts: Counting },
  ) {
    this.#journal = journal;
    this.#ids = ids;
    this.#allowance = beside.allowance;
    this.#archive = beside.archive;
    this.#counts = beside.counts;
  }

  async work(entries: readonly (Waiting | NewStart)[], now: number): Promise<Outcome> {
    const commands = entries.filter(isCommand);
    const batch = new Batch(this.#journal, this.#ids, {
      repeats: await this.#recall(commands, now),
      messages: await this.#recallMessages(commands),
    });
    const accepted: number[] = [];
    const refused: RefusalCode[] = [];
    let repeated = 0;
    const answers = entries.flatMap((each) => {
      if (!isCommand(each)) {
        this.#heldAt.delete(each.startsAnew);
        return [];
      }
      const given = this.#answerInLine(batch, each, now);
      if (!given.ok) refused.push(given.refusal.code);
      else if (given.value.repeated) repeated += 1;
      else accepted.push(each.at);
      return [() => each.answer(given)];
    });
    if (batch.written.length > 0) {
      const first = this.#journal.head === 0 ? [InboxRounds.firstRow()] : [];
      const also = new Map([...batch.idRows(), ...importTimeRows(batch.written, now), ...first]);
      await this.#journal.append(batch.written, also);
    }
    this.#count(batch.written, { accepted: accepted.length, repeated, refused });
    return { written: batch.written, answers, accepted };
  }

  /** Once for all: a busy room would feel it for each. */
  #count(
    written: readonly Written[],
    came: { accepted: number; repeated: number; refused: readonly RefusalCode[] },
  ): void {
    const counts = this.#counts;
    if (came.accepted > 0) counts.add("commands", "accepted", came.accepted);
    if (came.repeated > 0) counts.add("commands", "repeated", came.repeated);
    if (came.refused.length > 0) counts.add("commands", "refused", came.refused.length);
    for (const code of came.refused) counts.add("refusals", `room|${code}`);
    let messages = 0;
    for (const { event } of written)
      if (event.type === "message.posted" && !event.imported) messages += 1;
    if (messages > 0) counts.add("messages", "", messages);
  }

  #answerInLine(batch: Batch, { command, by, line }: Waiting, now: number): Answer<Done> {
    if (line === null) return this.#answer(batch, command, by, now);
    const heldAt = this.#heldAt.get(line);
    if (heldAt !== undefined && heldAt !== command.id) {
      return { ok: false, refusal: refusal("held_back") };
    }
    const answer = this.#answer(batch, command, by, now);
    const mustComeAgain = !answer.ok && answer.refusal.retryable;
    if (mustComeAgain) this.#heldAt.set(line, command.id);
    else this.#heldAt.delete(line);
    return answer;
  }

  #answer(batch: Batch, command: RoomCommand, by: Author, now: number): Answer<Done> {
    const before = batch.find(command, by);
    if (before) {
      return isRepeatOf(before, command)
        ? { ok: true, value: { events: [before], repeated: true } }
        : { ok: false, refusal: refusal("id_reused") };
    }
    if (batch.hasDeparted(by.person)) return afterDeparture(command);
    // Nothing would ever take them off the list again.
    if (command.type === "member.invite" && command.people.some((each) => batch.hasDeparted(each)))
      return { ok: false, refusal: refusal("no_such_person") };
    const isTheirs = !isOfTheServer(command);
    const taken = isTheirs ? this.#allowance.send(by.person, now) : ({ ok: true } as const);
    if (!taken.ok) return { ok: false, refusal: refusal("rate_limited", taken.waitMs) };
    const decision = decide(batch.state, command, by, now, (seq) => batch.message(seq));
    if (!decision.ok) return { ok: false, refusal: refusal(decision.code) };
    // Last of all, so that what is wrong for good is told at once and does not wait for the archive.
    const waits = this.#archive.objectionTo(command.type);
    if (waits) return { ok: false, refusal: waits };
    // It does not wait and go out by itself: by then nobody may want it any more.
    if (callsMany(command) && !this.#allowance.call(by.person, now).ok)
      return { ok: false, refusal: refusal("calls_too_often") };
    if (command.type === "note.mention") {
      const told = this.#allowance.noteMention(by.person, now);
      if (!told.ok) return { ok: false, refusal: refusal("rate_limited", told.waitMs) };
    }
    const events = batch.accept(decision.events);
    return { ok: true, value: { events, repeated: events.length === 0 } };
  }

  /** Reads what tells repeats from news, and the events that repeats became. */
  async #recall(waiting: readonly Waiting[], now: number): Promise<Recalled["repeats"]> {
    const live = waiting.filter(({ command }) => command.type !== "history.import");
    const asked = {
      live: live.map(({ command }) => command.id),
      imported: waiting.flatMap(({ command }) => importedIds(command)),
    };
    await this.#ids.recall(asked, now);
    const repeats = new Map<number, RoomEvent>();
    for (const { command, by } of live) {
      const seq = this.#ids.find("live", by.person, command.id);
      if (seq !== undefined) {
        const [event] = await this.#journal.read(seq, seq);
        if (event) repeats.set(seq, event);
      }
    }
    return repeats;
  }

  /** Reads the messages that commands are about, and what has become of them. */
  async #recallMessages(waiting: readonly Waiting[]): Promise<Recalled["messages"]> {
    const messages = new Map<number, MessagePosted>();
    const about = new Set(waiting.flatMap(({ command }) => messagesAbout(command)));
    for (const seq of about) {
      const [event] = await this.#journal.read(seq, seq);
      if (event?.type === "message.posted") messages.set(seq, event);
    }
    const roots = [...messages.values()].flatMap(({ thread }) => thread ?? []);
    if (about.size > 0) await this.#journal.states.recall([...about, ...roots]);
    return messages;
  }
}

/** Whether it tells everyone at once. An edit that goes on to call does not. */
function callsMany(command: RoomCommand): boolean {
  return command.type === "message.post" && command.calls !== undefined;
}

function messagesAbout(command: RoomCommand): number[] {
  switch (command.type) {
    case "message.post":
      return [command.replyTo, command.thread].filter((seq) => seq !== undefined);
    case "message.edit":
    case "message.delete":
    case "message.react":
    case "message.pin":
      return [command.target];
    case "room.create":
    case "room.join":
    case "room.leave":
    case "member.invite":
    case "member.uninvite":
    case "member.rename":
    case "member.erase":
    case "history.import":
    case "note.mention":
      return [];
  }
}

export function isCommand(entry: Waiting | NewStart): entry is Waiting {
  return "command" in entry;
}

/** Told twice is no harm. Anything else was sent before the account was deleted, and came after. */
function afterDeparture({ type }: RoomCommand): Answer<Done> {
  return type === "member.erase"
    ? { ok: true, value: { events: [], repeated: true } }
    : { ok: false, refusal: refusal("unauthenticated") };
}

function importedIds(command: RoomCommand): CommandId[] {
  return command.type === "history.import" ? command.entries.map(({ id }) => id) : [];
}
