import { NO_NAME } from "#protocol/erasure.ts";
import { CommandId, timeOfId, type PersonId } from "#protocol/ids.ts";
import { ID_TOO_NEW_MS, ID_TOO_OLD_MS, REMEMBER_IDS_MS } from "#protocol/limits.ts";
import { MAX_MENTIONS_KNOWN, MENTION_TOLD_AFTER_MS } from "#protocol/notes/limits.ts";
import * as v from "valibot";
import type { Doc } from "yjs";
import type { Alarms } from "../object/alarms.ts";
import { endOf } from "../object/keys.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Answer, Author } from "../rooms.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { mentionsStanding, type Mention } from "./mentions-in.ts";

const ROWS_AT_ONCE = 128;
/** A room that cannot be reached, or has had enough for now, is asked again after this. */
const AGAIN_MS = 10_000;

/** `name` is empty: what somebody is called the room knows by itself, and a row would keep it after they have deleted their account. */
type By = Pick<Author, "person" | "name" | "role">;
/** `dueAt`: when the room is told of it; null: it was, and is not told again. */
type Row = { person: PersonId; by: By; dueAt: number | null };

type Desk = {
  rows: Storage<Uint8Array>;
  clock: Clock;
  alarms: Alarms;
  document: () => Doc;
  /** Tells the room, which tells whoever is meant. The same mention may be told again. */
  tell: (mention: Mention, by: By) => Promise<Answer<unknown>>;
};
type Turn = (act: () => Promise<void>) => Promise<void>;

/**
 * Who was named in a note, and still has to hear of it. Each mention is told once, whoever moves it, takes it out and brings it back: it is
 * known by its id until that is too old for the room to take.
 */
export class Mentions {
  readonly #desk: Desk;
  readonly #known: Map<CommandId, Row>;
  /** Those whose rows still hold a name: releases before wrote it. They are stored anew without one. */
  readonly #named: Set<CommandId>;
  #isTelling = false;

  private constructor(desk: Desk, known: Map<CommandId, Row>, named: Set<CommandId>) {
    this.#desk = desk;
    this.#known = known;
    this.#named = named;
  }

  static async open(desk: Desk): Promise<Mentions> {
    const known = new Map<CommandId, Row>();
    const named = new Set<CommandId>();
    let start = "m:";
    for (;;) {
      const page = await desk.rows.list({ start, end: endOf("m:"), limit: ROWS_AT_ONCE });
      for (const [key, stored] of page) {
        const id = v.parse(CommandId, key.slice("m:".length));
        const row = readJsonRow<Row>(stored);
        if (row.by.name !== NO_NAME) named.add(id);
        known.set(id, { ...row, by: { ...row.by, name: NO_NAME } });
        start = `${key}\u0000`;
      }
      if (page.size < ROWS_AT_ONCE) break;
    }
    const mentions = new Mentions(desk, known, named);
    mentions.#plan();
    return mentions;
  }

  /** These are new in a change of this person's. What has to be stored with it. */
  found(mentions: readonly Mention[], { person, role }: Author): Map<string, Uint8Array> {
    const now = this.#desk.clock.now();
    const put = new Map<string, Uint8Array>();
    for (const mention of mentions) {
      const isFull = this.#known.size >= MAX_MENTIONS_KNOWN;
      const isOwn = mention.person === person;
      if (isOwn || isFull || this.#known.has(mention.id) || !isNews(mention.id, now)) continue;
      const by = { person, name: NO_NAME, role };
      const row: Row = { person: mention.person, by, dueAt: now + MENTION_TOLD_AFTER_MS };
      this.#known.set(mention.id, row);
      put.set(NOTE_KEY.mention(mention.id), writeJsonRow(row));
    }
    if (put.size > 0) this.#plan();
    return put;
  }

  /** The alarm has gone off. Not in a turn of the note's, as the room may be slow; `turn` gives one. */
  async tell(turn: Turn): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      await this.#tell(turn);
    } finally {
      this.#isTelling = false;
    }
  }

  async #tell(turn: Turn): Promise<void> {
    const { clock, document } = this.#desk;
    const now = clock.now();
    const due = [...this.#known].filter(([, { dueAt }]) => dueAt !== null && dueAt <= now);
    const standing = due.length > 0 ? mentionsStanding(document()) : null;
    const gone = [...this.#known.keys()].filter((id) => timeOfId(id) < now - ID_TOO_OLD_MS);
    const named = [...this.#known].filter(([id]) => this.#named.has(id));
    const changed = new Map(named);
    for (const [id, row] of due) {
      // Taken out before anybody heard of it. Should it come back, it is new.
      if (standing?.get(id) !== row.person) gone.push(id);
      else changed.set(id, { ...row, dueAt: await this.#told(id, row) });
    }
    await turn(() => this.#store(changed, gone));
    this.#plan();
  }

  /** When it is to be told again; null: no more. */
  async #told(id: CommandId, { person, by }: Row): Promise<number | null> {
    const answer = await this.#desk.tell({ id, person }, by);
    if (answer.ok || !answer.refusal.retryable) return null;
    return this.#desk.clock.now() + Math.max(AGAIN_MS, answer.refusal.retryAfterMs ?? 0);
  }

  async #store(changed: ReadonlyMap<CommandId, Row>, gone: readonly CommandId[]): Promise<void> {
    for (const [id, row] of changed) this.#known.set(id, row);
    for (const id of gone) this.#known.delete(id);
    for (const id of [...changed.keys(), ...gone]) this.#named.delete(id);
    if (changed.size === 0 && gone.length === 0) return;
    await this.#desk.rows.commit({
      put: new Map([...changed].map(([id, row]) => [NOTE_KEY.mention(id), writeJsonRow(row)])),
      remove: gone.map((id) => NOTE_KEY.mention(id)),
    });
  }

  /** Ids go a day after their week, and with each all whose week is over: a note that sleeps is woken for that once a day at most. */
  #plan(): void {
    const dues = [...this.#known].map(([id, { dueAt }]) => dueAt ?? timeOfId(id) + REMEMBER_IDS_MS);
    if (this.#named.size > 0) dues.push(this.#desk.clock.now());
    this.#desk.alarms.wish("mentions", dues.length > 0 ? Math.min(...dues) : null);
  }
}

/** A note that comes back to what it was, or a device to the note, brings mentions of long ago. */
function isNews(id: CommandId, now: number): boolean {
  const at = timeOfId(id);
  return at >= now - ID_TOO_OLD_MS && at <= now + ID_TOO_NEW_MS;
}
