import { beforeEach, describe, expect, it } from "vitest";
import { HandClock, settled } from "../../test/fakes/hand-clock.ts";
import { Beat } from "./beat.ts";

let clock: HandClock;
let beats: number;
let becomeDurable: () => void;
let beat: Beat;

beforeEach(() => {
  clock = new HandClock();
  beats = 0;
  beat = new Beat(clock, () => {
    beats += 1;
    return new Promise((resolve) => {
      becomeDurable = resolve;
    });
  });
});

async function durable(): Promise<void> {
  becomeDurable();
  await settled();
}

describe("a quiet room", () => {
  it("works off at once what comes in", async () => {
    beat.request(500);
    await settled();
    expect(beats).toBe(1);
    expect(clock.hasTimers).toBe(false);
  });

  it("is quiet again after a while", async () => {
    beat.request(500);
    await settled();
    await durable();
    await clock.pass(11);
    beat.request(500);
    await settled();
    expect(beats).toBe(2);
  });
});

describe("a busy room", () => {
  it("waits until the last write is durable, however long that takes, and then works off all that came", async () => {
    beat.request(1);
    await settled();
    for (let i = 0; i < 50; i += 1) beat.request(1);
    await clock.pass(1_000);
    expect(beats).toBe(1);
    await durable();
    await clock.pass(0);
    expect(beats).toBe(1 + 1);
    await durable();
    await clock.pass(1_000);
    expect(beats).toBe(2);
  });

  it("waits until its readers are paid for", async () => {
    beat.request(500);
    await settled();
    await durable();
    beat.request(500);
    await clock.pass(9);
    expect(beats).toBe(1);
    await clock.pass(1);
    expect(beats).toBe(2);
  });

  it("lets others speak before it writes again", async () => {
    beat.request(1);
    await settled();
    await durable();
    beat.request(1);
    await settled();
    expect(beats).toBe(1);
    await clock.pass(1);
    expect(beats).toBe(2);
  });
});
