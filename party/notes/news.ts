import type { PersonId } from "#protocol/ids.ts";
import { withNoteChanges, type NoteChange, type NoteNews } from "#protocol/note-news.ts";
import { NOTE_NEWS_EVERY_MS } from "#protocol/notes/limits.ts";
import type { Alarms } from "../object/alarms.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Answer } from "../rooms.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";

/** `toldAt`: what happened until then the room knows. */
type Row = { news: NoteNews; toldAt: number };

type Desk = {
  rows: Storage<Uint8Array>;
  clock: Clock;
  alarms: Alarms;
  /** Tells the room, which may hear the same again. */
  tell: (news: NoteNews) => Promise<Answer<unknown>>;
};

/**
 * That there is something new in the note: the room hears of the first change at once, and of what comes after it when some minutes have
 * passed, for most rooms sleep while somebody writes. What the room knows and what it does not outlives the note's own sleep.
 */
export class News {
  readonly #desk: Desk;
  #news: NoteNews;
  #toldAt: number;

  private constructor(desk: Desk, { news, toldAt }: Row) {
    this.#desk = desk;
    this.#news = news;
    this.#toldAt = toldAt;
  }

  static async open(desk: Desk): Promise<News> {
    const row = await desk.rows.get(NOTE_KEY.news);
    return new News(desk, row ? readJsonRow<Row>(row) : { news: [], toldAt: 0 });
  }

  /** What the log holds of a change, as the note wakes. */
  recall(change: NoteChange): void {
    this.#news = withNoteChanges(this.#news, [change]);
  }

  /** The note has woken: what it had still to tell is told in time. */
  look(): void {
    if (this.#isUntold(this.#news)) this.#plan();
  }

  /**
   * Somebody has changed the note. Gives what has to be stored with that, so that it costs no write of its own; and `tell`, for when it is
   * stored, where the room is to hear of it now.
   */
  changed(by: PersonId, at: number): { put: ReadonlyMap<string, Uint8Array>; tell: () => void } {
    const before = this.#news;
    this.#news = withNoteChanges(before, [{ by, at }]);
    if (at - this.#toldAt >= NOTE_NEWS_EVERY_MS) {
      this.#toldAt = at;
      return { put: this.#row(), tell: () => void this.#tell() };
    }
    this.#plan();
    const isKept = this.#isUntold(before) && before[0]?.by === by;
    return { put: isKept ? NOTHING : this.#row(), tell: () => undefined };
  }

  /** Its time has come. In a turn of the note's. */
  async alarm(): Promise<void> {
    if (!this.#isUntold(this.#news)) return;
    this.#toldAt = this.#desk.clock.now();
    await this.#desk.rows.commit({ put: this.#row() });
    // Beside the turn: nobody who writes waits for the room.
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const news = this.#news;
    const answer = await this.#desk.tell(news);
    // What the room cannot hear now it hears the next time.
    if (answer.ok || !answer.refusal.retryable) return;
    this.#toldAt = Math.min(this.#toldAt, (news[0]?.at ?? 0) - 1);
    // This note may sleep before then, and the next one must not take it for told.
    await this.#desk.rows.commit({ put: this.#row() }).catch(() => undefined);
    this.#desk.alarms.wish(PART, this.#desk.clock.now() + NOTE_NEWS_EVERY_MS);
  }

  #plan(): void {
    const { alarms } = this.#desk;
    if (!alarms.isWished(PART)) alarms.wish(PART, this.#toldAt + NOTE_NEWS_EVERY_MS);
  }

  #isUntold([last]: NoteNews): boolean {
    return last !== undefined && last.at > this.#toldAt;
  }

  #row(): ReadonlyMap<string, Uint8Array> {
    const row: Row = { news: this.#news, toldAt: this.#toldAt };
    return new Map([[NOTE_KEY.news, writeJsonRow(row)]]);
  }
}

const PART = "news";
const NOTHING: ReadonlyMap<string, Uint8Array> = new Map();
