import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import { RoomId } from "#protocol/ids.ts";
import { PING_EVERY_MS, PONG_TIMEOUT_MS } from "#protocol/limits.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { failure, type Answer } from "../answer.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { COME_BACK_SLOWLY_MS, LineConnection, PROVEN_AFTER_MS, type Ticket } from "./connection.ts";
import { CATCH_UP_TIMEOUT_MS } from "./patience.ts";
import { RECONNECT_BASE_MS, RECONNECT_CAP_MS } from "./retry.ts";
import { FakeServer } from "../room/fake-server.test-kit.ts";
import { DOUBT_AFTER_MS } from "./heartbeat.ts";
import { testId } from "../room/model-room.test-kit.ts";

const TEA = v.parse(RoomId, "tea");
/** Jitter at its widest, so that pauses can be told. */
const WIDEST = 0.999_999;

let clock: HandClock;
let server: FakeServer;
let tickets: () => Answer<Ticket>;
let refreshed: number;
let refreshAnswer: Answer<null>;
let wake: () => void;
let renewals: string[];

beforeEach(() => {
  clock = new HandClock();
  server = new FakeServer();
  tickets = goodTicket;
  refreshed = 0;
  refreshAnswer = { ok: true, value: null };
  renewals = [];
});

describe("coming back", () => {
  it("waits with full jitter from half a second, doubling up to 30 s", async () => {
    server.isUp = false;
    const line = open(WIDEST);
    const pauses: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      await settle();
      pauses.push(Math.ceil(clock.nextIn ?? 0));
      clock.advance(clock.nextIn ?? 0);
    }
    expect(pauses.slice(0, 4)).toEqual([1, 2, 4, 8].map((times) => RECONNECT_BASE_MS * times));
    expect(pauses.at(-1)).toBe(RECONNECT_CAP_MS);
    expect(line.state.at).toBe("offline");
  });

  it("may come back at once when chance says so", async () => {
    server.isUp = false;
    open(0);
    await settle();
    expect(clock.nextIn).toBe(0);
  });

  it("keeps saying since when it is offline, over all attempts", async () => {
    server.isUp = false;
    const line = open(WIDEST);
    await settle();
    const { state } = line;
    expect(state).toEqual({ at: "offline", since: clock.now() });
    clock.advance(10_000);
    await settle();
    expect(line.state).toBe(state);
  });

  it("tries at once when the network or the person returns", async () => {
    server.isUp = false;
    open(WIDEST);
    await settle();
    expect(server.attempts).toBe(1);
    wake();
    await settle();
    expect(server.attempts).toBe(2);
  });

  it("starts over with short pauses only after a line that held", async () => {
    const line = open(WIDEST);
    for (let i = 0; i < 3; i += 1) {
      await settle();
      line.caughtUp();
      server.cutAll();
      clock.advance(clock.nextIn ?? 0);
    }
    await settle();
    line.caughtUp();
    clock.advance(PROVEN_AFTER_MS);
    server.cutAll();
    expect(Math.ceil(clock.nextIn ?? 0)).toBe(RECONNECT_BASE_MS);
  });

  it("comes back slowly when there were too many", async () => {
    open(0);
    await settle();
    server.cutAll(CLOSE.tooMany);
    expect(clock.nextIn).toBe(COME_BACK_SLOWLY_MS);
  });

  it("waits as long as the server asks before the next ticket", async () => {
    tickets = () => failure("rate_limited", 7_000);
    open(0);
    await settle();
    expect(clock.nextIn).toBe(7_000);
  });
});

describe("an end that is final", () => {
  it.each([
    [CLOSE.notMember, "not_member"],
    [CLOSE.noSuchRoom, "no_such_room"],
    [CLOSE.version, "version"],
  ] as const)("stays closed after %i, because of %s", async (code, why) => {
    const line = open(WIDEST);
    await settle();
    server.cutAll(code);
    expect(line.state).toEqual({ at: "closed", why });
    expect(clock.nextIn).toBeNull();
    wake();
    await settle();
    expect(server.attempts).toBe(1);
  });

  it.each(["not_member", "no_such_room"] as const)("is a ticket refused as %s", async (code) => {
    tickets = () => failure(code);
    const line = open(WIDEST);
    await settle();
    expect(line.state).toEqual({ at: "closed", why: code });
  });

  it("ends when the person enters again", async () => {
    tickets = () => failure("not_member");
    const line = open(WIDEST);
    await settle();
    tickets = goodTicket;
    line.enter();
    expect(line.state.at).toBe("connecting");
    await settle();
    line.caughtUp();
    expect(line.state.at).toBe("live");
  });
});

describe("a session that is over", () => {
  it("is renewed once, and the line comes back at once", async () => {
    const line = open(WIDEST);
    await settle();
    server.cutAll(CLOSE.session);
    await settle();
    expect([refreshed, server.attempts]).toEqual([1, 2]);
    server.cutAll(CLOSE.session);
    await settle();
    expect([refreshed, server.attempts]).toEqual([1, 2]);
    expect(line.state).toEqual({ at: "closed", why: "signed_out" });
  });

  it("closes the room when the server says that it is over", async () => {
    refreshAnswer = failure("session_expired");
    const line = open(WIDEST);
    await settle();
    server.cutAll(CLOSE.session);
    await settle();
    expect(line.state).toEqual({ at: "closed", why: "signed_out" });
  });

  it("throws nobody out because the network was away when it asked", async () => {
    refreshAnswer = failure("offline");
    const line = open(WIDEST);
    await settle();
    server.cutAll(CLOSE.session);
    await settle();
    expect(line.state.at).toBe("offline");
    expect(clock.nextIn).toBeGreaterThan(0);
  });

  it("is renewed in band when 80 % of it are over", async () => {
    const line = open(WIDEST);
    await settle();
    line.caughtUp();
    for (let passed = 0; passed < 239_000; passed += 1_000) {
      clock.advance(1_000);
      await settle();
    }
    expect(renewals).toEqual([]);
    clock.advance(1_000);
    await settle();
    expect(renewals).toEqual(["ticket 2"]);
    expect(server.attempts).toBe(1);
  });
});

it("says a mark back at once, as it came", async () => {
  const line = open(WIDEST);
  await settle();
  line.send({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
  await settle();
  server.tell([{ t: "mark", n: 7 }]);
  await settle();
  expect(server.said.at(-1)).toEqual({ t: "mark", n: 7 });
});

describe("a silent line", () => {
  it("is asked for a sign of life, and dead without one in time", async () => {
    const line = open(WIDEST);
    await settle();
    line.caughtUp();
    server.answersPings = false;
    clock.advance(PING_EVERY_MS);
    await settle();
    expect(server.said.at(-1)).toEqual({ t: "ping" });
    clock.advance(PONG_TIMEOUT_MS - 1);
    expect(line.state.at).toBe("live");
    clock.advance(1);
    expect(line.state.at).toBe("offline");
  });

  it("is asked sooner when something was said that nobody answers", async () => {
    const line = open(WIDEST);
    await settle();
    line.caughtUp();
    server.answersPings = false;
    server.hold();
    const command = { type: "message.post", id: testId(1), body: "hello?" } as const;
    line.send({ t: "command", command });
    clock.advance(DOUBT_AFTER_MS);
    await settle();
    expect(server.said.at(-1)).toEqual({ t: "ping" });
    clock.advance(PONG_TIMEOUT_MS);
    expect(line.state.at).toBe("offline");
  });

  it("is asked at once when the person returns to a page that slept", async () => {
    const line = open(WIDEST);
    await settle();
    line.caughtUp();
    wake();
    await settle();
    expect(server.said.at(-1)).toEqual({ t: "ping" });
  });

  it("that never answers the hello is given up", async () => {
    const line = open(WIDEST);
    await settle();
    clock.advance(CATCH_UP_TIMEOUT_MS);
    expect(line.state.at).toBe("offline");
  });
});

const nothing = () => undefined;

function open(chance: number): LineConnection<DownMessage> {
  let count = 0;
  const line = new LineConnection(
    {
      clock,
      decode: decodeDown,
      random: () => chance,
      openSocket: (ticket, events) => server.openSocket(TEA, ticket, events),
      ticket: () => {
        const answer = tickets();
        count += 1;
        return Promise.resolve(
          answer.ok ? { ok: true, value: { ...answer.value, ticket: `ticket ${count}` } } : answer,
        );
      },
      refreshSession: () => {
        refreshed += 1;
        return Promise.resolve(refreshAnswer);
      },
      onWake: (call) => {
        wake = call;
        return () => undefined;
      },
    },
    { opened: nothing, heard: nothing, lost: nothing, changed: nothing },
  );
  server.renewed = (ticket) => renewals.push(ticket);
  line.enter();
  return line;
}

function goodTicket(): Answer<Ticket> {
  return { ok: true, value: { ticket: "", sessionExpiresAt: clock.now() + 300_000 } };
}

/** Lets everything that is under way without a timer happen. */
async function settle() {
  await new Promise((resolve) => setImmediate(resolve));
}
