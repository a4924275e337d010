import { MAX_PUSH_SUBSCRIPTIONS } from "#protocol/inbox/limits.ts";
import type { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { SESSION_IDLE_MS, SESSION_LASTS_MS } from "../auth/session-life.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Clock, Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import { INBOX_KEY } from "./keys.ts";

/** A browser that is told by push, and the session that it was turned on in: with that it ends. */
export type ToldBrowser = {
  subscription: PushSubscriptionKeys;
  language: PushLanguage;
  /** The address of the community that its page is at: what is pressed leads there. */
  origin: string;
  session: string;
  /** ms since epoch: when its session was last known to be in use, to the day. */
  seenAt: number;
  /** ms since epoch: when it was turned on, by which time its session had begun. Rows of older releases do not say so. */
  since?: number;
};

/** What a page says of it. */
type Said = Omit<ToldBrowser, "seenAt" | "since">;

/** That a session is in use is noted again after this, in ms: a page that is open says so every few minutes. */
const SEEN_EVERY_MS = 24 * 60 * 60_000;

/**
 * The browsers of one person that are told by push. Of too many, the one that was not seen for longest makes room. Nobody tells an inbox of
 * sessions that end by time, so here it is known by when they must have: an old laptop is not to show everyone's words for as long as it runs.
 */
export class Browsers {
  readonly #storage: Storage;
  readonly #clock: Clock;
  /** By session. */
  readonly #known: Map<string, ToldBrowser>;

  private constructor(storage: Storage, clock: Clock, known: Map<string, ToldBrowser>) {
    this.#storage = storage;
    this.#clock = clock;
    this.#known = known;
  }

  static async open(storage: Storage, clock: Clock): Promise<Browsers> {
    const rows = await readAll(storage, "d:");
    const known = rows.map(([, row]) => parseRow<ToldBrowser>(row));
    return new Browsers(storage, clock, new Map(known.map((one) => [one.session, one])));
  }

  /** Those whose sessions may still go on. */
  all(): ToldBrowser[] {
    const now = this.#clock.now();
    return [...this.#known.values()].filter((one) => !mustBeOver(one, now));
  }

  of(session: string): ToldBrowser | undefined {
    return this.#known.get(session);
  }

  /** A session has one browser, and an address belongs to the session that named it last. */
  async keep(told: Said): Promise<void> {
    const { session, subscription } = told;
    const browser = this.#inUse(told);
    const others = [...this.#known.values()]
      .filter((one) => one.session !== session)
      .toSorted((a, b) => a.seenAt - b.seenAt);
    const surplus = Math.max(0, others.length - (MAX_PUSH_SUBSCRIPTIONS - 1));
    const gone = others
      .filter(
        (one, place) => place < surplus || one.subscription.endpoint === subscription.endpoint,
      )
      .map((one) => one.session);
    await this.#commit(gone, browser);
  }

  /** This session is in use now, so its browser is told for longer. Costs a write a day. */
  async seen(session: string): Promise<void> {
    const browser = this.#known.get(session);
    const isNews = browser && this.#clock.now() - browser.seenAt >= SEEN_EVERY_MS;
    if (isNews) await this.#commit([], this.#inUse(browser));
  }

  #inUse(told: Said): ToldBrowser {
    const now = this.#clock.now();
    const before = this.#known.get(told.session);
    return { ...told, seenAt: now, since: before?.since ?? before?.seenAt ?? now };
  }

  /** Whether there are some that will never be told again, and have still to be dropped. */
  get areSomeGone(): boolean {
    return this.#gone().length > 0;
  }

  async dropGone(): Promise<void> {
    if (this.areSomeGone) await this.#commit([]);
  }

  #gone(): string[] {
    const now = this.#clock.now();
    const those = [...this.#known.values()].filter((one) => isGone(one, now));
    return those.map(({ session }) => session);
  }

  async forgetSessions(sessions: readonly string[]): Promise<void> {
    const known = sessions.filter((session) => this.#known.has(session));
    if (known.length > 0) await this.#commit(known);
  }

  /** The browser has ended it, or the person has turned it off. */
  async forget(endpoint: string): Promise<void> {
    const those = [...this.#known.values()].filter(
      ({ subscription }) => subscription.endpoint === endpoint,
    );
    await this.forgetSessions(those.map(({ session }) => session));
  }

  /** Their rows are gone with all others of a deleted account. */
  erased(): void {
    this.#known.clear();
  }

  /** Takes those along that will never be told again. */
  async #commit(ended: readonly string[], kept?: ToldBrowser): Promise<void> {
    const gone = new Set([...ended, ...this.#gone()]);
    if (kept) gone.delete(kept.session);
    const rows = kept ? [[INBOX_KEY.browser(kept.session), JSON.stringify(kept)] as const] : [];
    const remove = [...gone].map((session) => INBOX_KEY.browser(session));
    await this.#storage.commit({ put: new Map(rows), remove });
    for (const session of gone) this.#known.delete(session);
    if (kept) this.#known.set(kept.session, kept);
  }
}

/** Its session has not been used for too long, or began too long ago (party/auth/session-life.ts). */
function mustBeOver({ seenAt, since = seenAt }: ToldBrowser, now: number): boolean {
  return now >= seenAt + SEEN_EVERY_MS + SESSION_IDLE_MS || now >= since + SESSION_LASTS_MS;
}

/**
 * It will not be heard of again, either. Older releases have noted no more than when a page was started: one that has been open ever since
 * says that its session goes on as soon as it is connected again.
 */
function isGone(browser: ToldBrowser, now: number): boolean {
  const { seenAt, since } = browser;
  return since === undefined ? now >= seenAt + SESSION_LASTS_MS : mustBeOver(browser, now);
}
