import { failure, type Answer } from "../answer.ts";
import type { Clock } from "../clock.ts";
import type { HoldLock } from "../tabs.ts";
import type { SessionAnswer } from "./session-answers.ts";
import type { AccessToken } from "./session-state.ts";

/** A token is renewed this long before its end: a socket renews from 70 % of five minutes on, and must get a new one then. */
export const REFRESH_AHEAD_MS = 95_000;
/** Whatever the clocks say, a token that was just received is used this long before another is asked for. */
export const FRESH_FOR_MS = 60_000;

const LOCK = "parley-session";

export type TokenDeps = {
  clock: Clock;
  holdLock: HoldLock;
  /** Spends the refresh cookie, and tells the session what came of it. */
  refresh(): Promise<Answer<SessionAnswer>>;
};

/** The access token, in memory only; one refresh at a time in all tabs, because each one spends the cookie. */
export class TokenKeeper {
  readonly #deps: TokenDeps;
  #token: (AccessToken & { freshUntil: number }) | null = null;
  #refreshing: Promise<Answer<AccessToken>> | null = null;

  constructor(deps: TokenDeps) {
    this.#deps = deps;
  }

  /** Takes a token from the server or from another tab, unless the one at hand lasts longer. */
  take({ accessToken, expiresAt }: AccessToken) {
    if (this.#token && this.#token.expiresAt > expiresAt) return;
    const now = this.#deps.clock.now();
    const freshUntil = Math.max(expiresAt - REFRESH_AHEAD_MS, now + FRESH_FOR_MS);
    this.#token = { accessToken, expiresAt, freshUntil };
  }

  drop() {
    this.#token = null;
  }

  async get(): Promise<Answer<AccessToken>> {
    const { clock } = this.#deps;
    const held = this.#token;
    if (held && clock.now() < held.freshUntil) return { ok: true, value: held };
    const renewed = await this.newerThan(held?.accessToken ?? null);
    // It still works; that the next one is late need not be anybody's trouble yet.
    const isStillGood = held && this.#token === held && clock.now() < held.expiresAt;
    return !renewed.ok && isStillGood ? { ok: true, value: held } : renewed;
  }

  newerThan(spent: string | null): Promise<Answer<AccessToken>> {
    const held = this.#token;
    if (held && held.accessToken !== spent) return Promise.resolve({ ok: true, value: held });
    this.#refreshing ??= this.#refreshAlone(spent).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  #refreshAlone(spent: string | null): Promise<Answer<AccessToken>> {
    return this.alone<AccessToken>(() => {
      // While this tab waited for its turn, another may have brought one.
      const held = this.#token;
      if (held && held.accessToken !== spent) return Promise.resolve({ ok: true, value: held });
      return this.#deps.refresh();
    });
  }

  /** Changes the cookie while no tab has a refresh under way: its answer would come late, and be of a session that is over. */
  async alone<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    let answer: Answer<T> = failure("offline");
    await this.#deps.holdLock(LOCK, new AbortController().signal, async () => {
      answer = await ask();
    });
    return answer;
  }
}
