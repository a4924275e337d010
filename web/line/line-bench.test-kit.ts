import * as v from "valibot";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import { RoomId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { FakeServer } from "../room/fake-server.test-kit.ts";
import type { OnWake } from "../wake.ts";
import { LineConnection, PROVEN_AFTER_MS } from "./connection.ts";

const TEA = v.parse(RoomId, "tea");
const nothing = () => undefined;

/** One line to a room by hand. `crowd`: how many are said to be there. */
export class LineBench {
  readonly clock = new HandClock();
  readonly server = new FakeServer();
  readonly line: LineConnection<DownMessage>;
  wake: Parameters<OnWake>[0] = nothing;
  /** How long each ticket was waited for at most, in ms. */
  readonly ticketTimeouts: number[] = [];

  constructor(chance: number, crowd = 1) {
    const value = { ticket: "t", sessionExpiresAt: 1e15 };
    this.line = new LineConnection(
      {
        clock: this.clock,
        crowd: () => crowd,
        decode: decodeDown,
        random: () => chance,
        openSocket: (ticket, events) => this.server.openSocket(TEA, ticket, events),
        ticket: (timeoutMs) => {
          this.ticketTimeouts.push(timeoutMs);
          return Promise.resolve({ ok: true, value });
        },
        refreshSession: () => Promise.resolve({ ok: true, value: null }),
        onWake: (wake) => {
          this.wake = wake;
          return nothing;
        },
      },
      { opened: nothing, heard: nothing, lost: nothing, changed: nothing },
    );
    this.line.enter();
  }

  /** A line that has held. */
  static async live(chance: number, crowd?: number): Promise<LineBench> {
    const bench = new LineBench(chance, crowd);
    await bench.settle();
    bench.line.caughtUp();
    bench.clock.advance(PROVEN_AFTER_MS);
    return bench;
  }

  async hello(): Promise<void> {
    await this.settle();
    this.line.send({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
    await this.settle();
  }

  /** Until the next attempt, in whole ms. */
  get pause(): number {
    return Math.ceil(this.clock.nextIn ?? 0);
  }

  /** Lets everything that is under way without a timer happen. */
  async settle(): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}
