import { beforeEach, describe, expect, it } from "vitest";
import { failure, type Answer } from "../answer.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { HistoryPage } from "./history-page.ts";
import { History, MAX_HISTORY_REQUESTS } from "./history.ts";
import { ModelRoom } from "./model-room.test-kit.ts";

type Request = {
  after: number;
  limit: number;
  answer(answer?: Answer<HistoryPage>): Promise<void>;
};

const room = new ModelRoom(1_000);
let clock: HandClock;
let known: Set<number>;
let requests: Request[];

beforeEach(() => {
  clock = new HandClock();
  known = new Set(Array.from({ length: 100 }, (_, i) => 901 + i));
  requests = [];
});

describe("loading history", () => {
  it("asks for exactly what is missing", async () => {
    const history = open();
    history.load(850, 950);
    expect(asked()).toEqual([[850, 900]]);
    await requests[0]?.answer();
    expect(missing(850, 1_000)).toEqual([]);
    history.load(850, 950);
    expect(requests).toHaveLength(1);
  });

  it("loads a page even for a single row, upwards", () => {
    open().load(900, 900);
    expect(asked()).toEqual([[861, 900]]);
  });

  it("never asks beyond the first event or the reader's own cursor", () => {
    const history = open();
    history.load(-50, 10);
    history.load(1_001, 1_200);
    expect(asked()).toEqual([[1, 10]]);
  });

  it("asks once for wishes that overlap", async () => {
    const history = open();
    history.load(700, 900);
    history.load(650, 820);
    for (let i = 0; i < requests.length; i += 1) await requests[i]?.answer();
    const numbers = asked().flatMap(([from = 0, to = 0]) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
    );
    expect(missing(650, 900)).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("keeps at most two requests under way, and the newest wish goes first", async () => {
    const history = open();
    history.load(1, 40);
    history.load(101, 140);
    history.load(201, 240);
    history.load(301, 340);
    expect(requests).toHaveLength(MAX_HISTORY_REQUESTS);
    await requests[0]?.answer();
    expect(asked().at(-1)).toEqual([301, 340]);
  });

  it("pages through a long range from its newer end", async () => {
    open().load(301, 900);
    for (let i = 0; i < requests.length; i += 1) await requests[i]?.answer();
    expect(asked()).toEqual([
      [701, 900],
      [501, 700],
      [301, 500],
    ]);
    expect(missing(301, 900)).toEqual([]);
  });

  it("tries again after a lost line, at once when it is back", async () => {
    const history = open();
    history.load(861, 900);
    await requests[0]?.answer(failure("offline"));
    expect(requests).toHaveLength(1);
    history.retryNow();
    await requests[1]?.answer();
    expect(missing(861, 900)).toEqual([]);
    expect(clock.nextIn).toBeNull();
  });

  it("tries again by itself after the wait that the server asks for", async () => {
    open().load(861, 900);
    await requests[0]?.answer(failure("rate_limited", 2_000));
    clock.advance(1_999);
    expect(requests).toHaveLength(1);
    clock.advance(1_001);
    expect(requests).toHaveLength(2);
  });

  it("does not ask again for what the server refuses or leaves out", async () => {
    const history = open();
    history.load(861, 900);
    await requests[0]?.answer(failure("not_member"));
    history.load(1, 40);
    await requests[1]?.answer({ ok: true, value: { events: [], states: [], head: 1_000 } });
    clock.advance(60_000);
    expect(requests).toHaveLength(2);
  });

  it("asks anew for what is on its way when that is not true any more", async () => {
    const history = open();
    history.load(861, 900);
    history.askAnew();
    await requests[0]?.answer();
    expect(missing(861, 900)).toHaveLength(40);
    expect(asked()).toEqual([
      [861, 900],
      [861, 900],
    ]);
    await requests[1]?.answer();
    expect(missing(861, 900)).toEqual([]);
  });

  it("drops answers about a room that was replaced meanwhile", async () => {
    const history = open();
    history.load(861, 900);
    history.forget();
    await requests[0]?.answer();
    expect(missing(861, 900)).toHaveLength(40);
  });
});

function open(): History {
  return new History({
    clock,
    random: () => 0.5,
    fetchAfter: (after, limit) =>
      new Promise((resolve) => {
        const events = room.log.slice(after, after + limit);
        const page = { events, states: [], head: room.log.length };
        requests.push({
          after,
          limit,
          async answer(answer = { ok: true, value: page }) {
            resolve(answer);
            await new Promise((done) => setImmediate(done));
          },
        });
      }),
    fetchThread: () =>
      Promise.resolve({ ok: true, value: { events: [], states: [], head: 0, hasMore: false } }),
    isKnown: (seq) => known.has(seq),
    cursor: () => room.log.length,
    arrived: ({ events }) => events.forEach(({ seq }) => known.add(seq)),
  });
}

function asked(): number[][] {
  return requests.map(({ after, limit }) => [after + 1, after + limit]);
}

function missing(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((seq) => !known.has(seq));
}
