import type { ArchiveState } from "#protocol/down.ts";
import type { ArchiveLag } from "./archive-state.ts";
import { storedAt } from "./import-times.ts";
import type { Journal } from "./journal.ts";
import { KEY } from "./keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Clock, Storage } from "../object/ports.ts";

/** Why the last try came to nothing. Only after `failed` is it tried again soon: the others need an operator. */
export type Trouble = {
  kind: "failed" | "disagrees" | "fenced";
  /** The name of an error, or the kind again. */
  name: string;
  failures: number;
  retryAt: number;
};

/** Events up to `to`, which were archived before, are copied anew since then. */
type Refill = { to: number; since: number };

/** Kept while all is not well; a room whose archive keeps up has no such row. */
type Row = { trouble: Trouble | null; refill: Refill | null; told: ArchiveState };
const ALL_WELL: Row = { trouble: null, refill: null, told: "live" };

/** How far the archive has come, as the room remembers it through sleep and restart. */
export class ArchiveProgress {
  readonly #storage: Storage;
  readonly #journal: Journal;
  readonly #clock: Clock;
  #archived: number;
  #row: Row;
  #since: number | null = null;

  private constructor(at: { storage: Storage; clock: Clock }, journal: Journal, archived: number) {
    this.#storage = at.storage;
    this.#clock = at.clock;
    this.#journal = journal;
    this.#archived = archived;
    this.#row = ALL_WELL;
  }

  static async open(
    at: { storage: Storage; clock: Clock },
    journal: Journal,
  ): Promise<ArchiveProgress> {
    const archived = Number((await at.storage.get(KEY.archived)) ?? 0);
    const progress = new ArchiveProgress(at, journal, archived);
    const row = await at.storage.get(KEY.archive);
    if (row !== undefined) progress.#row = parseRow<Row>(row);
    await progress.#findSince();
    return progress;
  }

  /** The last event that the archive has confirmed. */
  get archived(): number {
    return this.#archived;
  }

  get trouble(): Trouble | null {
    return this.#row.trouble;
  }

  /** The state that readers were last told. */
  get told(): ArchiveState {
    return this.#row.told;
  }

  get lag(): ArchiveLag {
    const known = Math.max(this.#archived, this.#row.refill?.to ?? 0);
    return {
      // What is copied anew was archived once: that alone must not stop a long room from taking commands.
      events: Math.max(0, this.#journal.head - known),
      since: this.#since,
      isFenced: this.#row.trouble?.kind === "fenced",
    };
  }

  /** Events were stored just now. */
  grown(): void {
    this.#since ??= this.#clock.now();
  }

  /** The archive has everything up to here. Say so only after it has. */
  async confirmed(seq: number): Promise<void> {
    const isRefilled = this.#row.refill !== null && seq >= this.#row.refill.to;
    const row = { ...this.#row, trouble: null, refill: isRefilled ? null : this.#row.refill };
    await this.#save(row, [[KEY.archived, String(seq)]]);
    this.#archived = seq;
    await this.#findSince();
  }

  async stumbled(trouble: Trouble): Promise<void> {
    await this.#save({ ...this.#row, trouble });
  }

  /** It answers again, and had nothing to confirm. */
  async recovered(): Promise<void> {
    if (this.#row.trouble) await this.#save({ ...this.#row, trouble: null });
  }

  async tell(state: ArchiveState): Promise<void> {
    await this.#save({ ...this.#row, told: state });
  }

  /** As if the archive had nothing: the log is copied from its first event on, under this epoch. */
  async startOver(epoch: string): Promise<void> {
    const to = this.#journal.restoring?.at ?? this.#journal.head;
    const refill = { to, since: this.#clock.now() };
    const row = { ...this.#row, trouble: null, refill };
    const erasing = this.#journal.departed.startingOver();
    const rows = new Map([
      [KEY.archived, "0"],
      [KEY.archive, JSON.stringify(row)],
      ...erasing.rows,
    ]);
    await this.#journal.settle(epoch, rows);
    erasing.stored();
    this.#archived = 0;
    this.#row = row;
    await this.#findSince();
  }

  async #save(row: Row, also: [string, string][] = []): Promise<void> {
    const put = new Map(also);
    const remove: string[] = [];
    if (!isWell(row)) put.set(KEY.archive, JSON.stringify(row));
    else if (!isWell(this.#row)) remove.push(KEY.archive);
    this.#row = row;
    await this.#storage.commit({ put, remove });
  }

  async #findSince(): Promise<void> {
    const oldest = this.#archived + 1;
    if (oldest > this.#journal.head) {
      this.#since = null;
      return;
    }
    const { refill } = this.#row;
    const [event] = await this.#journal.read(oldest, oldest);
    const stored = event ? await storedAt(this.#storage, event) : null;
    const isRefilled = refill !== null && oldest <= refill.to;
    this.#since = isRefilled ? refill.since : (stored ?? this.#clock.now());
  }
}

function isWell({ trouble, refill, told }: Row): boolean {
  return trouble === null && refill === null && told === "live";
}
