import type { PersonId } from "#protocol/ids.ts";
import { MAX_MISSED_TOLD, MISSED_TOGETHER_MS } from "#protocol/inbox/limits.ts";
import type { Digest } from "../mail/missed-letter.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { InboxState } from "./inbox-state.ts";
import { INBOX_KEY } from "./keys.ts";
import {
  attemptIn,
  DAY_MS,
  dueAt,
  missedIn,
  nextMailAt,
  NOTHING_MAILED,
  waitingIn,
  type Attempt,
  type Mailed,
  type Mailing,
} from "./missed.ts";
import type { InboxWorld } from "./ports.ts";

const MINUTE_MS = 60_000;
/** After each try that failed; a mail that fails once more is given up. */
const TRY_AGAIN_MS = [2, 10, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
/** When there were rooms that could not be asked for their words. */
const ROOMS_AGAIN_MS = 5 * MINUTE_MS;

type Desk = Pick<InboxWorld, "rooms" | "mail" | "log"> & {
  storage: Storage;
  clock: Clock;
  me: PersonId;
  hourMs: number;
  state(): InboxState;
  /** Whether they use one of their devices, and see for themselves. */
  isHere(now: number): boolean;
  /** Names a mail that begins at this time. */
  newKey(now: number): string;
  /** Wakes the inbox for this part, at this time. */
  wakeAt(at: number | null): void;
};

/**
 * Mails a person what has waited for hours while they were away (docs/decisions/0050-mail-for-what-was-missed.md). What is due follows from
 * what they have not read, which is stored already; one row beside it tells what was mailed of that.
 */
export class MissedDesk {
  readonly #desk: Desk;
  #mailed: Mailed;
  #running: Promise<void> = Promise.resolve();
  #isOver = false;

  private constructor(desk: Desk, mailed: Mailed) {
    this.#desk = desk;
    this.#mailed = mailed;
  }

  static async open(desk: Desk): Promise<MissedDesk> {
    const row = await desk.storage.get(INBOX_KEY.missed);
    const opened = new MissedDesk(desk, row === undefined ? NOTHING_MAILED : parseRow<Mailed>(row));
    opened.plan();
    return opened;
  }

  /** Something was said, read or chosen: the next mail may be due at another time, or not at all. */
  plan(): void {
    const mailing = this.#mailing();
    this.#desk.wakeAt(mailing && nextMailAt(mailing));
  }

  /** They have gone, and were last seen at `at`: what they leave unread waits from then on. */
  left(at: number): Promise<void> {
    return this.#inTurn(async () => {
      const mailing = this.#mailing();
      if (mailing && waitingIn(mailing).length > 0) await this.#store({ hereUntil: at });
    });
  }

  /** Their row is gone with all others of a deleted account. */
  erased(): void {
    this.#isOver = true;
    this.plan();
  }

  /** Looks at what is due, one run after the other. */
  run(): Promise<void> {
    return this.#inTurn(() => this.#work());
  }

  /** What fails here is tried again when the inbox next wakes, and is nobody's who waits for an answer. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#running = this.#running
      .then(act)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : "unknown";
        this.#desk.log("missed.failed", { reason });
      })
      .finally(() => this.plan());
    return this.#running;
  }

  async #work(): Promise<void> {
    const mailing = this.#mailing();
    const at = mailing && nextMailAt(mailing);
    if (!mailing || at === null || at > mailing.now) return;
    const { now, delayMs, mailed } = mailing;
    const attempt = attemptIn(mailing);
    if (this.#desk.isHere(now)) {
      // The badges tell them. Once they have gone the hours begin anew.
      const againAt = attempt ? now + delayMs : mailed.againAt;
      return this.#store({ hereUntil: now, againAt });
    }
    const soon = waitingIn(mailing).filter(
      (entry) => dueAt(entry, mailed, delayMs) <= now + MISSED_TOGETHER_MS,
    );
    const told = soon.map(({ id }) => id);
    await this.#try(attempt ?? { key: this.#desk.newKey(now), told, tries: 0 });
  }

  async #try(attempt: Attempt): Promise<void> {
    const { clock, mail, me, log } = this.#desk;
    const waitMs = TRY_AGAIN_MS[attempt.tries];
    if (!mail || waitMs === undefined) {
      log("mail.failed", { kind: "missed", code: "given_up" }, "alarm");
      return this.#end(attempt, { isSpent: true });
    }
    // Stored before: whoever wakes after a crash tries again under the same name, and not without end.
    const tried = { ...attempt, tries: attempt.tries + 1 };
    await this.#store({ attempt: tried, againAt: clock.now() + waitMs });
    let unreached: number[] = [];
    const outcome = await mail.send(me, attempt.key, async () => {
      const asked = await this.#ask(attempt);
      ({ unreached } = asked);
      return asked.digest;
    });
    if (outcome === "sent") return this.#end(attempt, { isSpent: true, unreached });
    if (outcome === "nobody") return this.#end(attempt, { isSpent: false });
    if (outcome === "nothing") return this.#end(attempt, { isSpent: false, unreached });
    if (!outcome.isFinal) return;
    log("mail.failed", { kind: "missed", code: outcome.code }, "alarm");
    await this.#end(attempt, { isSpent: true });
  }

  /** The words as they are now, and only of what is still missed once they are here. `unreached`: whose rooms did not answer. */
  async #ask({ told }: Attempt): Promise<{ digest: Digest | null; unreached: number[] }> {
    const { rooms, me } = this.#desk;
    const state = () => this.#desk.state();
    const missed = missedIn(state()).filter(({ id }) => told.includes(id));
    const newest = missed.toSorted((a, b) => a.at - b.at).slice(-MAX_MISSED_TOLD);
    const asked = await Promise.all(
      newest.map(async (entry) => ({
        ...entry,
        answer: await rooms.message(entry.room, me, entry.seq),
      })),
    );
    const still = new Set(missedIn(state()).map(({ id }) => id));
    const unreached = asked.filter(({ answer }) => !answer.ok && answer.refusal.retryable);
    const messages = asked.flatMap(({ answer, id, room, seq, at, thread }) =>
      answer.ok && still.has(id)
        ? [{ ...answer.value, room, seq, at, ...(thread !== undefined && { thread }) }]
        : [],
    );
    const { afterHours, language, zone } = state().mail;
    const more = missed.length - newest.length;
    const isNothing = messages.length === 0 || afterHours === 0;
    return {
      digest: isNothing ? null : { afterHours, language, zone, messages, more },
      unreached: unreached.map(({ id }) => id),
    };
  }

  /** It is over with this mail, and what it told is not told again. `isSpent`: it is one of those that an interval and a day allow. */
  async #end(
    { told }: Attempt,
    { isSpent, unreached = [] }: { isSpent: boolean; unreached?: readonly number[] },
  ): Promise<void> {
    const now = this.#desk.clock.now();
    const { activity } = this.#desk.state();
    const isUnseen = (id: number) => activity.get(id)?.isSeen === false;
    const over = told.filter((id) => !unreached.includes(id));
    const sentAt = this.#mailed.sentAt.filter((at) => at > now - DAY_MS);
    await this.#store({
      told: [...new Set([...this.#mailed.told, ...over])].filter(isUnseen),
      sentAt: isSpent ? [...sentAt, now] : sentAt,
      againAt: unreached.length > 0 ? now + ROOMS_AGAIN_MS : 0,
      attempt: null,
    });
  }

  /** Null where nothing is mailed. */
  #mailing(): Mailing | null {
    const { mail, clock, hourMs } = this.#desk;
    const state = this.#desk.state();
    const delayMs = state.mail.afterHours * hourMs;
    const isOff = mail === null || this.#isOver || delayMs === 0;
    return isOff ? null : { state, mailed: this.#mailed, delayMs, now: clock.now() };
  }

  async #store(change: Partial<Mailed>): Promise<void> {
    // It may have been on its way when the account was deleted.
    if (this.#isOver) return;
    this.#mailed = { ...this.#mailed, ...change };
    const row = JSON.stringify(this.#mailed);
    await this.#desk.storage.commit({ put: new Map([[INBOX_KEY.missed, row]]) });
    // Before anything is handed over: a server that is killed on the way is woken to try again.
    this.plan();
  }
}
