import { MAX_PUSH_SUBSCRIPTIONS } from "#protocol/inbox/limits.ts";
import type { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { INBOX_KEY } from "./keys.ts";
import { readAll } from "./rows.ts";

/** A browser that is told by push, and the session that it was turned on in: with that it ends. */
export type ToldBrowser = {
  subscription: PushSubscriptionKeys;
  language: PushLanguage;
  /** The address of the community that its page is at: what is pressed leads there. */
  origin: string;
  session: string;
  /** ms since epoch: each start of the program says that it still is. */
  seenAt: number;
};

/** The browsers of one person that are told by push. Of too many, the one that was not seen for longest makes room. */
export class Browsers {
  readonly #storage: Storage;
  /** By session. */
  readonly #known: Map<string, ToldBrowser>;

  private constructor(storage: Storage, known: Map<string, ToldBrowser>) {
    this.#storage = storage;
    this.#known = known;
  }

  static async open(storage: Storage): Promise<Browsers> {
    const rows = await readAll(storage, "d:");
    const known = rows.map(([, row]) => parseRow<ToldBrowser>(row));
    return new Browsers(storage, new Map(known.map((one) => [one.session, one])));
  }

  all(): ToldBrowser[] {
    return [...this.#known.values()];
  }

  of(session: string): ToldBrowser | undefined {
    return this.#known.get(session);
  }

  /** A session has one browser, and an address belongs to the session that named it last. */
  async keep(browser: ToldBrowser): Promise<void> {
    const { session, subscription } = browser;
    const others = this.all()
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

  async forgetSessions(sessions: readonly string[]): Promise<void> {
    const known = sessions.filter((session) => this.#known.has(session));
    if (known.length > 0) await this.#commit(known);
  }

  /** The browser has ended it, or the person has turned it off. */
  async forget(endpoint: string): Promise<void> {
    const those = this.all().filter(({ subscription }) => subscription.endpoint === endpoint);
    await this.forgetSessions(those.map(({ session }) => session));
  }

  /** Their rows are gone with all others of a deleted account. */
  erased(): void {
    this.#known.clear();
  }

  async #commit(gone: readonly string[], kept?: ToldBrowser): Promise<void> {
    const rows = kept ? [[INBOX_KEY.browser(kept.session), JSON.stringify(kept)] as const] : [];
    const remove = gone.map((session) => INBOX_KEY.browser(session));
    await this.#storage.commit({ put: new Map(rows), remove });
    for (const session of gone) this.#known.delete(session);
    if (kept) this.#known.set(kept.session, kept);
  }
}
