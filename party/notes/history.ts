import type { PersonId } from "#protocol/ids.ts";
import { VERSIONS_APART_MS } from "#protocol/notes/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import { encodeStateAsUpdate, type Doc } from "yjs";
import type { Alarms } from "../object/alarms.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Answer } from "../rooms.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { Removal } from "./removal.ts";
import { endsBefore, grown, isQuiet, NOTHING_NEW, type Stretch } from "./stretch.ts";
import { Versions, type NewVersion, type StoredVersion } from "./versions.ts";
import type { Deletions } from "./vet-update.ts";

type Desk = {
  rows: Storage<Uint8Array>;
  clock: Clock;
  alarms: Alarms;
  document: () => Doc;
  /** The document as it was right after the change of this number, as long as that can be read. */
  stateAt: (number: number) => Promise<Uint8Array | null>;
  quietMs: number;
};

/** What a note was, and when that is kept. All but reading happens in turns of the note's. */
export class NoteHistory {
  readonly #desk: Desk;
  readonly versions: Versions;
  #stretch: Stretch;
  #removal: Removal | null = null;
  #rescuedAt: number;

  private constructor(desk: Desk, versions: Versions, stretch: Stretch) {
    this.#desk = desk;
    this.versions = versions;
    this.#stretch = stretch;
    this.#rescuedAt = versions.all().findLast(({ removedBy }) => removedBy)?.at ?? 0;
  }

  static async open(desk: Desk): Promise<NoteHistory> {
    const row = await desk.rows.get(NOTE_KEY.stretch);
    const stretch = row ? readJsonRow<Stretch>(row) : NOTHING_NEW;
    return new NoteHistory(desk, await Versions.open(desk.rows), stretch);
  }

  /** A change of this person's comes next, which takes this away: what there is may be worth keeping. */
  async before(by: PersonId, deletions: Deletions): Promise<void> {
    const { clock, quietMs } = this.#desk;
    const now = clock.now();
    await this.#rescue(now);
    this.#remove(by, deletions, now);
    await this.#rescue(now);
    const isFirst = this.versions.newest === undefined;
    if (endsBefore(this.#stretch, { by, now, quietMs, isFirst })) await this.#keep(false);
  }

  #remove(by: PersonId, deletions: Deletions, now: number): void {
    if (this.#removal?.isOver(now)) this.#removal = null;
    // With nothing new since the last version, that has it all.
    if (deletions.clients.size === 0 || this.#stretch.people.length === 0) return;
    const document = this.#desk.document();
    this.#removal ??= new Removal(document, this.#stretch, now);
    this.#removal.grow(document, by, deletions);
  }

  /** The change of this number was stored, or read from storage. */
  changed(by: PersonId, at: number, number: number): void {
    this.#stretch = grown(this.#stretch, by, at, number);
    this.#removal?.changed(by, at, number);
    this.look();
  }

  /** Sees to it that quiet is noticed. */
  look(): void {
    const { alarms, quietMs } = this.#desk;
    const { people, lastAt } = this.#stretch;
    if (people.length > 0 && !alarms.isWished("quiet")) alarms.wish("quiet", lastAt + quietMs);
  }

  /** The alarm has gone off: it may have become quiet, or somebody has gone on writing. */
  async alarm(): Promise<void> {
    const { clock, quietMs } = this.#desk;
    if (isQuiet(this.#stretch, clock.now(), quietMs)) await this.#keep(false);
    this.look();
  }

  /** Changes are put together next, which know of all this until then. Gives what has to be there when they are. */
  async beforeMerging(): Promise<Map<string, Uint8Array>> {
    const { clock } = this.#desk;
    if (this.#removal?.isOver(clock.now())) this.#removal = null;
    if (this.#removal) this.#removal.state = await this.#stateBefore(this.#removal);
    return new Map([[NOTE_KEY.stretch, writeJsonRow(this.#stretch)]]);
  }

  /** Holds on to what the note is now. */
  async keepNow(): Promise<Answer<StoredVersion>> {
    const { newest } = this.versions;
    if (newest && this.#stretch.people.length === 0) return this.hold(newest);
    const bytes = encodeStateAsUpdate(this.#desk.document()).length;
    if (this.versions.isFull(bytes)) return { ok: false, refusal: refusal("versions_full") };
    return { ok: true, value: await this.#keep(true) };
  }

  async hold(version: StoredVersion): Promise<Answer<StoredVersion>> {
    if (version.isKept) return { ok: true, value: version };
    if (this.versions.isFull(version.bytes))
      return { ok: false, refusal: refusal("versions_full") };
    await this.versions.hold(version);
    return { ok: true, value: version };
  }

  /**
   * Much was, or is about to be, taken out: keeps what was before that. Where somebody takes out again and again it waits, and makes two
   * versions a minute at most. What stood there for a minute never waits, because it was written since the last of these began.
   */
  async #rescue(now: number): Promise<StoredVersion | null> {
    const removal = this.#removal;
    if (!removal?.by || now - this.#rescuedAt < VERSIONS_APART_MS) return null;
    const state = await this.#stateBefore(removal);
    const { before, after, by: removedBy, since } = removal;
    const version = { stretch: before, state, isKept: false, removedBy };
    const rescued = await this.#add(version, after);
    this.#rescuedAt = since;
    return rescued;
  }

  async #stateBefore({ state, before }: Removal): Promise<Uint8Array> {
    const { document, stateAt } = this.#desk;
    const isNow = before.upTo === this.#stretch.upTo;
    const past = isNow ? null : (state ?? (await stateAt(before.upTo)));
    return past ?? encodeStateAsUpdate(document());
  }

  async #keep(isKept: boolean): Promise<StoredVersion> {
    const { document, alarms } = this.#desk;
    // What has waited waits no longer.
    const rescued = await this.#rescue(Number.POSITIVE_INFINITY);
    const stretch = this.#stretch;
    if (rescued && stretch.people.length === 0) return rescued;
    const state = encodeStateAsUpdate(document());
    const kept = await this.#add(
      { stretch, state, isKept },
      { ...NOTHING_NEW, upTo: stretch.upTo },
    );
    alarms.wish("quiet", null);
    return kept;
  }

  /** Keeps this, and `rest` is what has happened since. */
  async #add(
    {
      stretch,
      ...version
    }: Pick<NewVersion, "state" | "isKept" | "removedBy"> & { stretch: Stretch },
    rest: Stretch,
  ): Promise<StoredVersion> {
    const { clock } = this.#desk;
    const { people, lastAt: at, upTo } = stretch;
    const beside = new Map([[NOTE_KEY.stretch, writeJsonRow(rest)]]);
    const next = { ...version, at: at === 0 ? clock.now() : at, people, upTo };
    const kept = await this.versions.add(next, beside, clock.now());
    this.#stretch = rest;
    this.#removal = null;
    return kept;
  }
}
