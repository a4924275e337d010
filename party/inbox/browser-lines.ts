import type { PushMessage } from "#protocol/push-message.ts";
import type { Clock } from "../object/ports.ts";
import { Turns } from "../object/turns.ts";
import type { PushManner, PushOutcome } from "../push/push-sender.ts";
import type { Browsers, ToldBrowser } from "./browsers.ts";
import type { InboxWorld } from "./ports.ts";

type Desk = Pick<InboxWorld, "push" | "turned"> & { browsers: Browsers; clock: Clock };
/** `isLast`: nobody says it again, should it not be sent. */
type Said = { message: PushMessage; manner: PushManner; isLast: boolean };

/** A service that takes longer to refuse something than this does not answer: the time limit did. */
const SLOW_MS = 5_000;

/**
 * The way to each browser: what is told there goes in the order in which it was said, and no push service that is slow, or wants to be left
 * alone, holds back the person's other browsers.
 */
export class BrowserLines {
  readonly #desk: Desk;
  /** By session. */
  readonly #lines = new Map<string, Turns>();
  /** By session, in ms since epoch: before this, its service wants nothing. */
  readonly #from = new Map<string, number>();
  /** Sessions whose service answers nothing. */
  readonly #silent = new Set<string>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Tells the browser of this session what `say` gives when its turn has come; null: there is nothing to tell any more. Gives null where
   * nothing was told.
   */
  tell(session: string, say: (browser: ToldBrowser) => Said | null): Promise<PushOutcome | null> {
    const line = this.#lines.get(session) ?? new Turns();
    this.#lines.set(session, line);
    // Nobody waits for it who would speak of what was counted on the way.
    return line.take(() => this.#tell(session, say)).finally(this.#desk.turned);
  }

  async #tell(
    session: string,
    say: (browser: ToldBrowser) => Said | null,
  ): Promise<PushOutcome | null> {
    const { push, browsers, clock } = this.#desk;
    // It may have waited, and who it was have signed out meanwhile.
    const browser = browsers.of(session);
    const said = browser && say(browser);
    if (!push || !said) return null;
    const waitMs = (this.#from.get(session) ?? 0) - clock.now();
    // Asked once for all that waits. What is said once is tried all the same, where the service does answer: else each try takes its time.
    if (waitMs > 0 && !(said.isLast && !this.#silent.has(session))) return { retryAfterMs: waitMs };
    const askedAt = clock.now();
    const outcome = await push.send(browser.subscription, said.message, said.manner);
    this.#learn(session, outcome, clock.now() - askedAt);
    if (outcome === "gone") await browsers.forgetSessions([session]);
    return outcome;
  }

  #learn(session: string, outcome: PushOutcome, tookMs: number): void {
    this.#silent.delete(session);
    this.#from.delete(session);
    if (typeof outcome !== "object") return;
    this.#from.set(session, this.#desk.clock.now() + outcome.retryAfterMs);
    if (tookMs > SLOW_MS) this.#silent.add(session);
  }
}
