import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { tooMany } from "#protocol/inbox/telling.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import { refusal } from "#protocol/refusals.ts";
import { testPush } from "#protocol/push-compose.ts";
import { holdsKeyword } from "#protocol/plain-words.ts";
import type { Answer } from "../rooms.ts";
import { BrowserLines } from "./browser-lines.ts";
import type { Browsers } from "./browsers.ts";
import { isWanted, type Notice } from "./due-notices.ts";
import type { InboxState } from "./inbox-state.ts";
import { isOver } from "./is-over.ts";
import { INBOX_KEY } from "./keys.ts";
import { AGAIN_MS, BEHIND_MS, isShown, looksAt, type NoticeRow } from "./notice-row.ts";
import { NoticeRows } from "./notice-rows.ts";
import { NoticeTeller } from "./notice-teller.ts";
import type { InboxWorld } from "./ports.ts";

type Desk = Pick<InboxWorld, "rooms" | "push" | "log" | "turned"> & {
  storage: Storage;
  clock: Clock;
  me: PersonId;
  browsers: Browsers;
  state(): InboxState;
  /** Whether somebody looks at this place on one of their devices, and will have read what is new in a moment. */
  isWatched(notice: Notice, now: number): boolean;
  /** Whether they do not want to be disturbed. */
  isQuiet(now: number): boolean;
  /** Wakes the inbox for this part, at this time. */
  wakeAt(at: number | null): void;
};

/** What a room that was restored has lost: everything after event `last`. */
type Lost = { room: RoomId; last: number };

/** Its note came back, and who is named in it. */
function isOf({ room, seq, mention }: Notice, lost: Lost | null): boolean {
  return mention === undefined && room === lost?.room && seq > lost.last;
}

/**
 * Tells a person's browsers of messages while nothing of Parley is open there. What is due is stored with the count that it raises, and
 * everything is asked again right before it is sent: is it still unread, there, theirs to read, and wanted?
 */
export class NoticeDesk {
  readonly #desk: Desk;
  readonly #rows: NoticeRows;
  readonly #teller: NoticeTeller;
  #running: Promise<void> = Promise.resolve();
  /** Turns that are not over yet. */
  #turns = 0;
  #failedAt = Number.NEGATIVE_INFINITY;

  private constructor(desk: Desk, rows: NoticeRows) {
    this.#desk = desk;
    this.#rows = rows;
    this.#teller = new NoticeTeller({
      ...desk,
      rows,
      state: () => desk.state(),
      lines: new BrowserLines(desk),
      settled: () => this.#planNext(),
      failed: (error) => this.#failed(error),
    });
  }

  static async open(desk: Desk): Promise<NoticeDesk> {
    const opened = new NoticeDesk(desk, await NoticeRows.open(desk.storage));
    opened.#planNext();
    return opened;
  }

  /** What has to be stored with the change that makes these due. */
  rowsOf(notices: readonly Notice[], lost: Lost | null): [string, string][] {
    // Nobody to tell: nothing to remember.
    if (this.#desk.push === null || this.#desk.browsers.all().length === 0) return [];
    const due = this.#desk.clock.now();
    const fresh = notices.filter((notice) => isOf(notice, lost) || this.#isNew(notice));
    return fresh.map((notice) => [
      INBOX_KEY.notice(notice.room, notice.seq),
      JSON.stringify({ ...notice, due, left: null } satisfies NoticeRow),
    ]);
  }

  /** Whoever is named by an edit is told, also where the words as they were have still to be looked through. */
  #isNew({ room, seq, byKeyword }: Notice): boolean {
    const known = this.#rows.get(INBOX_KEY.notice(room, seq));
    if (!known) return true;
    const isWaiting = known.due !== null && known.left === null && !this.#teller.isOnTheWay(known);
    return known.byKeyword === true && isWaiting && !byKeyword;
  }

  /** They are stored. What is `lost` closes, or makes way for what has its number now. */
  stored(rows: readonly [string, string][], lost: Lost | null): void {
    const kept = new Set(rows.map(([key]) => key));
    const gone = this.#rows.all().filter(([, row]) => isOf(row, lost));
    for (const [, row] of gone) if (this.#teller.isSeen(row)) this.#teller.close(row);
    const keys = gone.map(([key]) => key).filter((key) => !kept.has(key));
    if (keys.length > 0) void this.#inTurn(() => this.#rows.drop(keys));
    this.#rows.stored(rows);
    if (rows.length > 0) void this.run();
  }

  /** Their rows are gone with all others of a deleted account. */
  erased(): void {
    this.#rows.erased();
    this.#planNext();
  }

  /** Something was read, or a room has told: what is shown of it closes, or is shown as it is now. */
  follow(letter?: Letter): Promise<void> {
    const seen = this.#rows.all().filter(([, row]) => this.#teller.isSeen(row));
    const shown = new Set(seen.map(([key]) => key));
    const keysOf = (type: "deleted" | "edited") =>
      (letter?.facts ?? []).flatMap((fact) =>
        fact.type === type && letter ? [INBOX_KEY.notice(letter.room, fact.target)] : [],
      );
    if (this.#rows.isEmpty) return Promise.resolve();
    return this.#inTurn(() =>
      this.#follow(
        new Set(keysOf("deleted")),
        keysOf("edited").filter((key) => shown.has(key)),
      ),
    );
  }

  async #follow(gone: ReadonlySet<string>, edited: readonly string[]): Promise<void> {
    const over = this.#rows.all().filter(([key, row]) => gone.has(key) || this.#isOver(row));
    for (const [, row] of over) if (this.#teller.isSeen(row)) this.#teller.close(row);
    await this.#rows.drop(over.map(([key]) => key));
    for (const key of edited) {
      const row = this.#rows.get(key);
      // What is shown, and was before this edit.
      if (row && this.#teller.isSeen(row)) await this.#show(key, row, true);
    }
  }

  /** Whether the browser of this session can be told: it is, now. */
  async test(session: string): Promise<Answer<null>> {
    const { push, browsers } = this.#desk;
    const browser = browsers.of(session);
    if (!push || !browser) return { ok: false, refusal: refusal("not_found") };
    const manner = { ttlSeconds: NOTICE_LASTS_MS / 1_000, urgency: "high" as const };
    const outcome = await push.send(
      browser.subscription,
      testPush(browser.origin, browser.language),
      manner,
    );
    if (outcome === "sent") return { ok: true, value: null };
    if (outcome === "gone") await browsers.forgetSessions([session]);
    return { ok: false, refusal: refusal("unavailable") };
  }

  /** Looks at what is due, one run after the other. */
  run(): Promise<void> {
    return this.#inTurn(() => this.#work());
  }

  /** What fails here is told again by the next alarm, and is nobody's who waits for an answer. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turns += 1;
    // Before it begins: a server that is killed on the way is woken to end it.
    this.#planNext();
    this.#running = this.#running
      .then(act)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#turns -= 1;
        this.#planNext();
      });
    return this.#running.then(() => this.#desk.turned());
  }

  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.name : "unknown";
    this.#desk.log("notices.failed", { reason });
    this.#failedAt = this.#desk.clock.now();
  }

  async #work(): Promise<void> {
    const now = this.#desk.clock.now();
    const due = this.#rows
      .all()
      .filter(([, row]) => row.due !== null && row.due <= now && !this.#teller.isOnTheWay(row));
    const byLevel = due.flatMap(([, row]) => (row.byLevel ? [row] : []));
    for (const row of tooMany(byLevel)) await this.#end(INBOX_KEY.notice(row.room, row.seq), row);
    for (const [key, row] of due) if (this.#rows.get(key) === row) await this.#look(key, row);
  }

  async #look(key: string, row: NoticeRow): Promise<void> {
    const now = this.#desk.clock.now();
    const isLate = now > row.at + NOTICE_LASTS_MS;
    const isToBeTold = isWanted(row, this.#desk.state()) && !this.#desk.isQuiet(now);
    if (isLate || this.#isOver(row) || !isToBeTold) return this.#end(key, row);
    if (this.#desk.isWatched(row, now)) return this.#again(key, row, now + AGAIN_MS);
    await this.#show(key, row, false);
  }

  async #show(key: string, row: NoticeRow, isUpdate: boolean): Promise<void> {
    const { rooms, clock, me } = this.#desk;
    const answer = await rooms.message(row.room, me, row.seq);
    if (!answer.ok && answer.refusal.retryable)
      return isUpdate ? undefined : this.#again(key, row, clock.now() + AGAIN_MS);
    const { keywords } = this.#desk.state().notices;
    const isWordless = answer.ok && !isUpdate && row.byKeyword;
    if (!answer.ok || (isWordless && !holdsKeyword(answer.value.words, keywords))) {
      if (this.#teller.isSeen(row)) this.#teller.close(row);
      return this.#rows.dropStill(key, row);
    }
    // Nothing waits for push services, and least of all what other browsers are to be told.
    if (isUpdate) this.#teller.update(key, row, answer.value);
    else this.#teller.tell(key, row, answer.value);
  }

  #isOver(row: NoticeRow): boolean {
    return isOver(row, this.#desk.state());
  }

  /** It is told to nobody more. Where some have been, it is shown, and closes as anything that is. */
  async #end(key: string, row: NoticeRow): Promise<void> {
    if (!isShown(row)) return this.#rows.drop([key]);
    await this.#rows.replace(key, row, { ...row, due: null, left: null });
    await this.#follow(new Set(), []);
  }

  #again(key: string, row: NoticeRow, due: number): Promise<void> {
    return this.#rows.replace(key, row, { ...row, due });
  }

  #planNext(): void {
    const now = this.#desk.clock.now();
    // What fails each time would be all that this inbox does, if it were looked at again at once.
    const isBusy = this.#turns > 0 || now < this.#failedAt + BEHIND_MS;
    const times = this.#rows
      .all()
      .map(([, row]) => looksAt(row, isBusy || this.#teller.isOnTheWay(row), now))
      .filter((at) => at !== null);
    this.#desk.wakeAt(times.length === 0 ? null : Math.min(...times));
  }
}
