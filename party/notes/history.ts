import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import { encodeStateAsUpdate, type Doc } from "yjs";
import type { Alarms } from "../object/alarms.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Answer } from "../rooms.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";
import { endsBefore, grown, isQuiet, NOTHING_NEW, type Stretch } from "./stretch.ts";
import { Versions, type StoredVersion } from "./versions.ts";

type Desk = {
  rows: Storage<Uint8Array>;
  clock: Clock;
  alarms: Alarms;
  document: () => Doc;
  quietMs: number;
};

/** What a note was, and when that is kept. All but reading happens in turns of the note's. */
export class NoteHistory {
  readonly #desk: Desk;
  readonly versions: Versions;
  #stretch: Stretch;

  private constructor(desk: Desk, versions: Versions, stretch: Stretch) {
    this.#desk = desk;
    this.versions = versions;
    this.#stretch = stretch;
  }

  static async open(desk: Desk): Promise<NoteHistory> {
    const row = await desk.rows.get(NOTE_KEY.stretch);
    const stretch = row ? readJsonRow<Stretch>(row) : NOTHING_NEW;
    return new NoteHistory(desk, await Versions.open(desk.rows), stretch);
  }

  /** A change of this person's comes next: what there is may be worth keeping. */
  async before(by: PersonId): Promise<void> {
    const { clock, quietMs } = this.#desk;
    if (endsBefore(this.#stretch, by, clock.now(), quietMs)) await this.#keep(false);
  }

  /** The change of this number was stored, or read from storage. */
  changed(by: PersonId, at: number, number: number): void {
    this.#stretch = grown(this.#stretch, by, at, number);
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

  /** What has to be there when the changes are put together, which know of it until then. */
  rows(): Map<string, Uint8Array> {
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

  async #keep(isKept: boolean): Promise<StoredVersion> {
    const { clock, document, alarms } = this.#desk;
    const { people, lastAt: at, upTo } = this.#stretch;
    const nothing = { ...NOTHING_NEW, upTo };
    const beside = new Map([[NOTE_KEY.stretch, writeJsonRow(nothing)]]);
    const state = encodeStateAsUpdate(document());
    const version = { at: at === 0 ? clock.now() : at, people, isKept, upTo, state };
    const kept = await this.versions.add(version, beside, clock.now());
    this.#stretch = nothing;
    alarms.wish("quiet", null);
    return kept;
  }
}
