import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { tagOf } from "#protocol/push-compose.ts";
import type { Clock } from "../object/ports.ts";
import type { PushOutcome } from "../push/push-sender.ts";
import type { ToldMessage } from "../rooms.ts";
import type { BrowserLines } from "./browser-lines.ts";
import type { Browsers, ToldBrowser } from "./browsers.ts";
import type { InboxState } from "./inbox-state.ts";
import { isOver } from "./is-over.ts";
import { badgeOf, closingPush, noticePush, placeOf } from "./notice-push.ts";
import { afterTrying, BEHIND_MS, isShown, isToHear, type NoticeRow } from "./notice-row.ts";
import type { NoticeRows } from "./notice-rows.ts";

type Desk = {
  clock: Clock;
  rows: NoticeRows;
  browsers: Browsers;
  lines: BrowserLines;
  state: () => InboxState;
  /** A notice has come to an end, or to its next try. */
  settled: () => void;
  failed: (error: unknown) => void;
};

/** Tells all browsers of a person side by side. Nobody waits for it: what is on its way is known here, and then what became of it. */
export class NoticeTeller {
  readonly #desk: Desk;
  /** With the sessions of those that it is on its way to. */
  readonly #onTheWay = new Map<NoticeRow, ReadonlySet<string>>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  isOnTheWay(row: NoticeRow): boolean {
    return this.#onTheWay.has(row);
  }

  /** Whether some browser shows it, or will have in a moment. */
  isSeen(row: NoticeRow): boolean {
    return isShown(row) || this.isOnTheWay(row);
  }

  /** Those that have still to hear of it. */
  tell(key: string, row: NoticeRow, told: ToldMessage): void {
    const to = this.#desk.browsers.all().filter(isToHear(row, false, this.#desk.clock.now()));
    this.#onTheWay.set(row, new Set(to.map(({ session }) => session)));
    void this.#tell(key, row, told, to)
      .catch((error: unknown) => this.#desk.failed(error))
      .finally(() => {
        this.#onTheWay.delete(row);
        this.#desk.settled();
      });
  }

  /** Those that show it, or will in a moment, get it with other words. */
  update(key: string, row: NoticeRow, told: ToldMessage): void {
    const { browsers, clock } = this.#desk;
    const doesShow = isToHear(row, true, clock.now());
    const asked = this.#onTheWay.get(row);
    for (const browser of browsers.all())
      if (doesShow(browser) || asked?.has(browser.session))
        void this.#send(browser, key, row, { told, isUpdate: true });
  }

  /** Wherever it is shown. */
  close(row: NoticeRow): void {
    const { browsers, lines, state, failed } = this.#desk;
    const manner = { ttlSeconds: NOTICE_LASTS_MS / 1_000, urgency: "normal" as const };
    const said = () => ({ message: closingPush(row, badgeOf(state())), manner, isLast: true });
    for (const { session } of browsers.all()) lines.tell(session, said).catch(failed);
  }

  async #tell(
    key: string,
    row: NoticeRow,
    told: ToldMessage,
    asked: readonly ToldBrowser[],
  ): Promise<void> {
    const { rows, browsers, clock } = this.#desk;
    const all = browsers.all();
    const refused = new Map<string, number>();
    let isTold = false;
    const send = async (browser: ToldBrowser) => {
      const outcome = await this.#send(browser, key, row, { told, isUpdate: false });
      if (outcome === "sent") isTold = true;
      if (typeof outcome === "object" && outcome !== null)
        refused.set(browser.session, outcome.retryAfterMs);
    };
    await Promise.all(asked.map(send));
    const tried = { browsers: all, asked, refused, isTold, now: clock.now() };
    const next = afterTrying(row, tried);
    await rows.replace(key, row, next);
    if (next.due === null) await rows.dropSurplus();
  }

  /** Never throws: what fails for one browser is nothing that the others have to be told twice for. */
  async #send(
    { session }: ToldBrowser,
    key: string,
    row: NoticeRow,
    { told, isUpdate }: { told: ToldMessage; isUpdate: boolean },
  ): Promise<PushOutcome | null> {
    const { clock, rows, lines, state, failed } = this.#desk;
    try {
      return await lines.tell(session, (browser) => {
        // It may have been read, or deleted, while an earlier one was on its way there.
        const isLate = !isUpdate && clock.now() > row.at + NOTICE_LASTS_MS;
        const isThere = isUpdate ? rows.get(key) : rows.get(key) === row;
        if (!isThere || isOver(row, state()) || isLate) return null;
        const message = noticePush(row, told, browser, { badge: badgeOf(state()), isUpdate });
        const ttlSeconds = Math.max(0, (row.at + NOTICE_LASTS_MS - clock.now()) / 1_000);
        const manner = { ttlSeconds, topic: tagOf(placeOf(row)), urgency: "high" as const };
        return { message, manner, isLast: isUpdate };
      });
    } catch (error) {
      failed(error);
      return { retryAfterMs: BEHIND_MS };
    }
  }
}
