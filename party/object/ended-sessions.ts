import { endOf, OBJECT_KEY } from "./keys.ts";
import type { Clock, Storage } from "./ports.ts";

/**
 * How long a session that ended is remembered, in ms. What was given to it before is good for at most five minutes and a half and
 * then a ticket's half minute (party/auth), and after that nobody can come with it any more.
 */
const REMEMBER_MS = 10 * 60_000;
const PAGE = 128;

/**
 * Sessions that were signed out while tokens of theirs were still good. A token says for minutes what was true when it was made;
 * whoever signs a lost phone out must not have to wait for that.
 */
export class EndedSessions {
  readonly #storage: Storage;
  readonly #clock: Clock;
  /** By session, when it may be forgotten. */
  readonly #until = new Map<string, number>();

  private constructor(storage: Storage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  static async open(storage: Storage, clock: Clock): Promise<EndedSessions> {
    const ended = new EndedSessions(storage, clock);
    let start = OBJECT_KEY.endedFrom(clock.now());
    for (;;) {
      const rows = await storage.list({ start, end: endOf("o:"), limit: PAGE });
      for (const key of rows.keys()) {
        const [, until = "", session = ""] = key.split(":");
        ended.#until.set(session, Number(until));
        // The smallest key behind this one.
        start = `${key}\u0000`;
      }
      if (rows.size < PAGE) return ended;
    }
  }

  has(session: string): boolean {
    return (this.#until.get(session) ?? 0) > this.#clock.now();
  }

  async add(sessions: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    const until = now + REMEMBER_MS;
    const put = new Map(sessions.map((session) => [OBJECT_KEY.ended(until, session), ""]));
    const old = await this.#storage.list({
      start: "o:",
      end: OBJECT_KEY.endedFrom(now),
      limit: PAGE,
    });
    await this.#storage.commit({ put, remove: [...old.keys()] });
    for (const [session, end] of this.#until) if (end <= now) this.#until.delete(session);
    for (const session of sessions) this.#until.set(session, until);
  }
}
