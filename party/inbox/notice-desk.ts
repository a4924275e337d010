import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { tooMany } from "#protocol/inbox/telling.ts";
import { mentionsIn, type PlaceUnread } from "#protocol/inbox/unread.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { PushMessage } from "#protocol/push-message.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Clock, Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import { refusal } from "#protocol/refusals.ts";
import {
  closePush,
  invitationPush,
  newsPush,
  notePush,
  tagOf,
  testPush,
} from "#protocol/push-compose.ts";
import { holdsKeyword } from "#protocol/plain-words.ts";
import type { Answer, ToldMessage } from "../rooms.ts";
import type { Browsers, ToldBrowser } from "./browsers.ts";
import { isWanted, type Notice } from "./due-notices.ts";
import type { InboxState } from "./inbox-state.ts";
import { isInvited, isNamedInNote } from "./activity.ts";
import { INBOX_KEY } from "./keys.ts";
import { afterTrying, AGAIN_MS, isShown, isToHear, type NoticeRow } from "./notice-row.ts";
import type { InboxWorld } from "./ports.ts";

/** Of what is shown somewhere so much is remembered, to close it when it is read elsewhere. */
const MOST_SHOWN = 100;

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

/**
 * Tells a person's browsers of messages while nothing of Parley is open there. What is due is stored with the count that it raises, and
 * everything is asked again right before it is sent: is it still unread, there, theirs to read, and wanted?
 */
export class NoticeDesk {
  readonly #desk: Desk;
  readonly #rows: Map<string, NoticeRow>;
  #running: Promise<void> = Promise.resolve();

  private constructor(desk: Desk, rows: Map<string, NoticeRow>) {
    this.#desk = desk;
    this.#rows = rows;
  }

  static async open(desk: Desk): Promise<NoticeDesk> {
    const rows = await readAll(desk.storage, "n:");
    const opened = new NoticeDesk(
      desk,
      new Map(rows.map(([key, row]) => [key, parseRow<NoticeRow>(row)])),
    );
    opened.#planNext();
    return opened;
  }

  /** What has to be stored with the change that makes these due. */
  rowsOf(notices: readonly Notice[]): [string, string][] {
    // Nobody to tell: nothing to remember.
    if (this.#desk.push === null || this.#desk.browsers.all().length === 0) return [];
    const due = this.#desk.clock.now();
    const fresh = notices.filter((notice) => this.#isNew(notice));
    return fresh.map((notice) => [
      INBOX_KEY.notice(notice.room, notice.seq),
      JSON.stringify({ ...notice, due, left: null } satisfies NoticeRow),
    ]);
  }

  /** Whoever is named by an edit is told, also where the words as they were have still to be looked through. */
  #isNew({ room, seq, byKeyword }: Notice): boolean {
    const known = this.#rows.get(INBOX_KEY.notice(room, seq));
    if (!known) return true;
    return known.byKeyword === true && known.due !== null && known.left === null && !byKeyword;
  }

  /** They are stored. */
  stored(rows: readonly [string, string][]): void {
    for (const [key, row] of rows) this.#rows.set(key, parseRow<NoticeRow>(row));
    if (rows.length > 0) void this.run();
  }

  /** Their rows are gone with all others of a deleted account. */
  erased(): void {
    this.#rows.clear();
    this.#planNext();
  }

  /** Something was read, or a room has told: what is shown of it closes, or is shown as it is now. */
  follow(letter?: Letter): Promise<void> {
    const shown = new Set([...this.#rows].filter(([, row]) => isShown(row)).map(([key]) => key));
    const keysOf = (type: "deleted" | "edited") =>
      (letter?.facts ?? []).flatMap((fact) =>
        fact.type === type && letter ? [INBOX_KEY.notice(letter.room, fact.target)] : [],
      );
    if (this.#rows.size === 0) return Promise.resolve();
    return this.#inTurn(() =>
      this.#follow(
        new Set(keysOf("deleted")),
        keysOf("edited").filter((key) => shown.has(key)),
      ),
    );
  }

  async #follow(gone: ReadonlySet<string>, edited: readonly string[]): Promise<void> {
    const over = [...this.#rows].filter(([key, row]) => gone.has(key) || this.#isOver(row));
    for (const [, row] of over) if (isShown(row)) await this.#tellAll(this.#close(row));
    await this.#drop(over.map(([key]) => key));
    for (const key of edited) {
      const row = this.#rows.get(key);
      // What is shown, and was before this edit.
      if (row && isShown(row)) await this.#show(key, row, true);
    }
    this.#planNext();
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
    this.#running = this.#running.then(act).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : "unknown";
      this.#desk.log("notices.failed", { reason });
    });
    return this.#running.then(() => this.#desk.turned());
  }

  async #work(): Promise<void> {
    const now = this.#desk.clock.now();
    const due = [...this.#rows].filter(([, { due: at }]) => at !== null && at <= now);
    const byLevel = due.flatMap(([, row]) => (row.byLevel ? [row] : []));
    await this.#drop(tooMany(byLevel).map(({ room, seq }) => INBOX_KEY.notice(room, seq)));
    for (const [key, row] of due) if (this.#rows.has(key)) await this.#look(key, row);
    this.#planNext();
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
    const { rooms, clock, me, browsers } = this.#desk;
    const answer = await rooms.message(row.room, me, row.seq);
    if (!answer.ok && answer.refusal.retryable)
      return isUpdate ? undefined : this.#again(key, row, clock.now() + AGAIN_MS);
    if (!answer.ok) {
      if (isShown(row)) await this.#tellAll(this.#close(row));
      return this.#dropStill(key, row);
    }
    const { keywords } = this.#desk.state().notices;
    const isHeld = isUpdate || !row.byKeyword || holdsKeyword(answer.value.words, keywords);
    if (!isHeld) return this.#dropStill(key, row);
    const all = browsers.all();
    const to = all.filter(isToHear(row, isUpdate, clock.now()));
    const { refused, isTold } = await this.#send(to, row, answer.value, isUpdate);
    if (isUpdate) return;
    const next = afterTrying(row, { browsers: all, asked: to, refused, isTold, now: clock.now() });
    await this.#store(key, row, next);
    if (next.due === null) await this.#drop(this.#surplus());
  }

  async #send(
    to: readonly ToldBrowser[],
    row: NoticeRow,
    told: ToldMessage,
    isUpdate: boolean,
  ): Promise<{ refused: Map<string, number>; isTold: boolean }> {
    const { push, clock } = this.#desk;
    const { room, seq, thread } = row;
    const place = thread === undefined ? { room, seq } : { room, seq, thread };
    const ttlSeconds = Math.max(0, (row.at + NOTICE_LASTS_MS - clock.now()) / 1_000);
    const refused = new Map<string, number>();
    let isTold = false;
    for (const { subscription, session, language, origin } of to) {
      const said = { origin, language, place, author: told.author, badge: this.#badge() };
      const { roomName } = told;
      const message = row.isInvitation
        ? invitationPush({ ...said, roomName })
        : row.mention
          ? notePush({ ...said, roomName, mention: row.mention })
          : newsPush({ ...said, roomName, body: told.words, calls: row.calls, isUpdate });
      const manner = { ttlSeconds, topic: tagOf(place), urgency: "high" as const };
      const outcome = await push?.send(subscription, message, manner);
      if (outcome === "gone") await this.#desk.browsers.forgetSessions([session]);
      if (outcome === "sent") isTold = true;
      if (typeof outcome === "object") refused.set(session, outcome.retryAfterMs);
    }
    return { refused, isTold };
  }

  async #tellAll(message: PushMessage): Promise<void> {
    const { push, browsers } = this.#desk;
    const manner = { ttlSeconds: NOTICE_LASTS_MS / 1_000, urgency: "normal" as const };
    for (const { subscription } of browsers.all()) await push?.send(subscription, message, manner);
  }

  #close({ room, seq, thread }: NoticeRow): PushMessage {
    const place = thread === undefined ? { room, seq } : { room, seq, thread };
    return closePush(place, this.#badge());
  }

  #badge(): number {
    return [...this.#desk.state().rooms.values()].reduce(
      (sum, { unread }) => sum + mentionsIn(unread),
      0,
    );
  }

  #isOver({ room, seq, thread, isInvitation, mention }: Notice): boolean {
    const state = this.#desk.state();
    if (isInvitation) return !isInvited(state, room, seq);
    const held = state.rooms.get(room);
    if (!held?.unread.isMember) return true;
    if (mention) return !isNamedInNote(state, room, seq);
    const place: PlaceUnread | undefined =
      thread === undefined ? held.unread : held.unread.threads.get(thread);
    return place === undefined || seq <= place.read;
  }

  /** It is told to nobody more. Where some have been, it is shown, and closes as anything that is. */
  async #end(key: string, row: NoticeRow): Promise<void> {
    if (!isShown(row)) return this.#drop([key]);
    await this.#store(key, row, { ...row, due: null, left: null });
    await this.#follow(new Set(), []);
  }

  #again(key: string, row: NoticeRow, due: number): Promise<void> {
    return this.#store(key, row, { ...row, due });
  }

  async #store(key: string, was: NoticeRow, row: NoticeRow): Promise<void> {
    // It may have been dropped while it was sent, or something else be due in its place.
    if (this.#rows.get(key) !== was) return;
    this.#rows.set(key, row);
    await this.#desk.storage.commit({ put: new Map([[key, JSON.stringify(row)]]) });
  }

  async #dropStill(key: string, row: NoticeRow): Promise<void> {
    if (this.#rows.get(key) === row) await this.#drop([key]);
  }

  async #drop(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    for (const key of keys) this.#rows.delete(key);
    await this.#desk.storage.commit({ put: new Map(), remove: [...keys] });
  }

  #surplus(): string[] {
    const shown = [...this.#rows].filter(([, { due }]) => due === null);
    const oldest = shown.toSorted(([, a], [, b]) => a.at - b.at);
    return oldest.slice(0, Math.max(0, shown.length - MOST_SHOWN)).map(([key]) => key);
  }

  #planNext(): void {
    const dues = [...this.#rows.values()].flatMap(({ due }) => (due === null ? [] : [due]));
    this.#desk.wakeAt(dues.length === 0 ? null : Math.min(...dues));
  }
}
