import { tooFast, type Allowance } from "../object/allowance.ts";
import type { Clock } from "../object/ports.ts";
import type { PushLanguage } from "#protocol/push-subscription.ts";
import type { Turns } from "../object/turns.ts";
import type { Answer, Author } from "../rooms.ts";
import type { Browsers, ToldBrowser } from "./browsers.ts";
import type { NoticeDesk } from "./notice-desk.ts";

type Desk = {
  clock: Clock;
  /** The community's first address. */
  origin: string;
  browsers: Browsers;
  notices: NoticeDesk;
  turns: Turns;
  allowance: Allowance;
  objectionTo(by: Author): Answer<never> | null;
};

/** An inbox's door for browsers that are to be told by push: each belongs to the session that it was turned on in. */
export class PushDoor {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The browser of this session is told from now on. Again at each start, with the same. */
  async subscribe(
    by: Author,
    told: Pick<ToldBrowser, "subscription"> & {
      language?: PushLanguage | undefined;
      origin?: string | undefined;
    },
  ): Promise<Answer<null>> {
    const { browsers } = this.#desk;
    const { session } = by;
    return this.#asking(by, async () => {
      // A browser that has another address all of a sudden says so without its page, which knows both.
      const before = browsers.of(session);
      const language = told.language ?? before?.language ?? "en";
      const origin = told.origin ?? before?.origin ?? this.#desk.origin;
      const { subscription } = told;
      await browsers.keep({ subscription, language, origin, session });
    });
  }

  unsubscribe(by: Author, endpoint: string): Promise<Answer<null>> {
    return this.#asking(by, () => this.#desk.browsers.forget(endpoint));
  }

  /** Sends a notification to the browser of whoever asks, so that they see whether it works. */
  async test(by: Author): Promise<Answer<null>> {
    const objection = this.#desk.objectionTo(by);
    return objection ?? this.#desk.notices.test(by.session);
  }

  #asking(by: Author, act: () => Promise<void>): Promise<Answer<null>> {
    const { allowance, clock, turns } = this.#desk;
    return turns.take(async () => {
      const objection = this.#desk.objectionTo(by);
      if (objection) return objection;
      const taken = allowance.entry("ticket", by.person, clock.now());
      if (!taken.ok) return tooFast(taken.waitMs);
      await act();
      return { ok: true, value: null };
    });
  }
}
