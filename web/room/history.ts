import { HISTORY_PAGE, MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import { isRetryable, type Answer, type Failure } from "../answer.ts";
import type { Clock, Random } from "../clock.ts";
import { fullJitter } from "../jitter.ts";
import type { HistoryPage } from "./history-page.ts";

/** Requests for history of one room at a time: what is looked at now must not wait behind what was scrolled past. */
export const MAX_HISTORY_REQUESTS = 2;
export const HISTORY_RETRY_BASE_MS = 1_000;
export const HISTORY_RETRY_CAP_MS = 30_000;

/** Event numbers, both ends included. */
type Range = { from: number; to: number };

export type HistoryDeps = {
  clock: Clock;
  random: Random;
  /** The oldest `limit` events above `after`. */
  fetchAfter(after: number, limit: number): Promise<Answer<HistoryPage>>;
  /** Replies under `root`, the newest or those before a number. */
  fetchThread(
    root: number,
    before: number | null,
  ): Promise<Answer<HistoryPage & { hasMore: boolean }>>;
  isKnown(seq: number): boolean;
  /** The last event that this reader has applied. Only what lies below is history. */
  cursor(): number;
  arrived(page: HistoryPage): void;
};

/** Loads the parts of a room's story that are looked at and not known here. Each number is asked for once. */
export class History {
  readonly #deps: HistoryDeps;
  /** What somebody looked at, the latest last. */
  #wanted: Range[] = [];
  #asked: Range[] = [];
  /** Threads that were asked for: once is enough, as what comes later comes by the room. */
  readonly #threads = new Set<number>();
  readonly #threadsToRetry = new Set<number>();
  #failures = 0;
  #stopRetry: (() => void) | null = null;
  /** Rises when everything that was asked for has become meaningless. */
  #generation = 0;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
  }

  load(from: number, to: number) {
    const range = { from: Math.max(1, from), to: Math.min(to, this.#deps.cursor()) };
    if (range.from > range.to) return;
    this.#wanted = [...this.#wanted.filter((other) => !isWithin(other, range)), range];
    this.#askMore();
  }

  /** All that was said under `root`, page by page. What fails is asked for again with the next wish, or when the line is back. */
  loadThread(root: number) {
    if (this.#threads.has(root)) return;
    this.#threads.add(root);
    void this.#askThread(root, null, this.#generation);
  }

  async #askThread(root: number, before: number | null, generation: number): Promise<void> {
    const answer = await this.#deps.fetchThread(root, before);
    if (generation !== this.#generation) return;
    if (!answer.ok) {
      this.#threads.delete(root);
      if (mayWorkLater(answer)) this.#threadsToRetry.add(root);
      return;
    }
    this.#deps.arrived(answer.value);
    const oldest = answer.value.events.find(({ seq }) => seq > root)?.seq;
    if (answer.value.hasMore && oldest !== undefined)
      await this.#askThread(root, oldest, generation);
  }

  /** The line is back: what failed may work now. */
  retryNow() {
    this.#stopRetry?.();
    this.#stopRetry = null;
    const threads = [...this.#threadsToRetry];
    this.#threadsToRetry.clear();
    for (const root of threads) this.loadThread(root);
    this.#askMore();
  }

  /** What is on its way is not true any more, and comes again as it is now. */
  askAnew() {
    this.#generation += 1;
    this.#asked = [];
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const root of threads) this.loadThread(root);
    this.#askMore();
  }

  /** The room was replaced: answers still on their way tell of the old one. Also the end of it all. */
  forget() {
    this.#generation += 1;
    this.#wanted = [];
    this.#asked = [];
    this.#threads.clear();
    this.#threadsToRetry.clear();
    this.#stopRetry?.();
    this.#stopRetry = null;
  }

  #askMore() {
    if (this.#stopRetry) return;
    while (this.#asked.length < MAX_HISTORY_REQUESTS) {
      const page = this.#nextPage();
      if (!page) return;
      this.#asked = [...this.#asked, page];
      void this.#ask(page, this.#generation);
    }
  }

  async #ask(page: Range, generation: number) {
    const answer = await this.#deps.fetchAfter(page.from - 1, page.to - page.from + 1);
    if (generation !== this.#generation) return;
    this.#asked = this.#asked.filter((other) => other !== page);
    if (answer.ok) {
      this.#failures = 0;
      const events = answer.value.events.filter(({ seq }) => seq >= page.from && seq <= page.to);
      if (events.length > 0) this.#deps.arrived({ ...answer.value, events });
      // A server that leaves something out would leave it out again.
      if (events.length <= page.to - page.from) this.#giveUp(page);
    } else if (mayWorkLater(answer)) {
      this.#pause(answer.retryAfterMs ?? 0);
    } else {
      this.#giveUp(page);
    }
    this.#askMore();
  }

  #pause(atLeast: number) {
    const { clock, random } = this.#deps;
    const pause = fullJitter(random, HISTORY_RETRY_BASE_MS, HISTORY_RETRY_CAP_MS, this.#failures);
    this.#failures += 1;
    this.#stopRetry?.();
    this.#stopRetry = clock.setTimer(atLeast + pause, () => this.retryNow());
  }

  #giveUp(page: Range) {
    this.#wanted = this.#wanted.flatMap((range) => cut(range, page));
  }

  /** The newest wish first, from its newer end, as people scroll up. */
  #nextPage(): Range | null {
    for (const range of this.#wanted.toReversed()) {
      const missing = this.#lastMissing(range);
      if (missing) return missing;
      const isBeingAsked = this.#asked.some((asked) => overlaps(asked, range));
      if (!isBeingAsked) this.#wanted = this.#wanted.filter((other) => other !== range);
    }
    return null;
  }

  /** The last unbroken run of unknown numbers in `range`, a page of it at most; short ones grow to a page upwards. */
  #lastMissing({ from, to }: Range): Range | null {
    let end = to;
    while (end >= from && !this.#isMissing(end)) end -= 1;
    if (end < from) return null;
    let start = end;
    while (start - 1 >= Math.max(from, end - MAX_HISTORY_PAGE + 1) && this.#isMissing(start - 1)) {
      start -= 1;
    }
    while (start - 1 >= Math.max(1, end - HISTORY_PAGE + 1) && this.#isMissing(start - 1)) {
      start -= 1;
    }
    return { from: start, to: end };
  }

  #isMissing(seq: number): boolean {
    return (
      !this.#deps.isKnown(seq) && !this.#asked.some(({ from, to }) => from <= seq && seq <= to)
    );
  }
}

function mayWorkLater({ code }: Failure): boolean {
  return isRetryable(code);
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

function overlaps(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** What is left of `range` without `gone`. */
function cut(range: Range, gone: Range): Range[] {
  return [
    { from: range.from, to: Math.min(range.to, gone.from - 1) },
    { from: Math.max(range.from, gone.to + 1), to: range.to },
  ].filter(({ from, to }) => from <= to);
}
