import type { RoomEvent } from "#protocol/events.ts";
import { HISTORY_PAGE, MAX_HISTORY_PAGE } from "#protocol/limits.ts";
import { isRetryable, type Answer, type Failure } from "../answer.ts";
import type { Clock, Random } from "../clock.ts";
import { fullJitter } from "../jitter.ts";

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
  fetchAfter(after: number, limit: number): Promise<Answer<readonly RoomEvent[]>>;
  isKnown(seq: number): boolean;
  /** The last event that this reader has applied. Only what lies below is history. */
  cursor(): number;
  arrived(events: readonly RoomEvent[]): void;
};

/** Loads the parts of a room's story that are looked at and not known here. Each number is asked for once. */
export class History {
  readonly #deps: HistoryDeps;
  /** What somebody looked at, the latest last. */
  #wanted: Range[] = [];
  #asked: Range[] = [];
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

  /** The line is back: what failed may work now. */
  retryNow() {
    this.#stopRetry?.();
    this.#stopRetry = null;
    this.#askMore();
  }

  /** What is on its way is not true any more, and comes again as it is now. */
  askAnew() {
    this.#generation += 1;
    this.#asked = [];
    this.#askMore();
  }

  /** The room was replaced: answers still on their way tell of the old one. Also the end of it all. */
  forget() {
    this.#generation += 1;
    this.#wanted = [];
    this.#asked = [];
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
      const events = answer.value.filter(({ seq }) => seq >= page.from && seq <= page.to);
      if (events.length > 0) this.#deps.arrived(events);
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
