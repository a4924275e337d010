import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chanceFrom, wholeBetween } from "../line/chance.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { startBareServer } from "./bare-server.ts";
import { Crowd, foundCommunity, type Community } from "./crowd.ts";
import type { Served } from "./served.ts";
import { startSupervisedServer } from "./supervised-server.ts";

const RESETS = 10;
const chance = chanceFrom(Date.now());
/** Somewhere in a frame or an answer. */
const bytes = () => wholeBetween(chance, 1, 600);

const hosts: [string, (origin: string) => Promise<Served>][] = [
  ["PartyServer", (origin) => startBareServer({ origin })],
  ["PartyKit", (origin) => startSupervisedServer("partykit", origin)],
];

describe.each(hosts)("on %s", (_name, startServer) => {
  let served: Served;
  let line: TcpProxy;
  let community: Community;

  beforeAll(async () => {
    let port = 0;
    line = await startProxy(() => port);
    served = await startServer(`http://127.0.0.1:${line.port}`);
    port = served.port;
    community = await foundCommunity(served.url);
  });

  afterAll(async () => {
    await line.stop();
    await served.stop();
  });

  /** Everyone's way to the server is the line; what they have seen is looked through in the end. */
  async function expectNothingLost(trouble: (crowd: Crowd) => Promise<void>): Promise<void> {
    const seed = Date.now() % 2 ** 32;
    const url = `http://127.0.0.1:${line.port}`;
    const crowd = await Crowd.gather(served, community, { chance: chanceFrom(seed), url });
    await crowd.untilMoreIsSettled(20);
    await trouble(crowd);
    line.setWeather({});
    await crowd.untilMoreIsSettled(20);
    expect({ seed, faults: await crowd.finish() }).toEqual({ seed, faults: [] });
  }

  test("slow, uneven and thin lines cost only time", async () => {
    await expectNothingLost(async (crowd) => {
      for (const weather of [{ delayMs: 60, jitterMs: 120 }, { bytesPerSecond: 30_000 }]) {
        line.setWeather(weather);
        await crowd.untilMoreIsSettled(60);
      }
    });
  });

  test("what goes into a blackhole is said again", async () => {
    await expectNothingLost(async (crowd) => {
      for (const blackhole of ["up", "down", "both"] as const) {
        line.setWeather({ blackhole });
        // Until even the most patient device has given its line up.
        await pause(2_500);
        line.setWeather({});
        await crowd.untilMoreIsSettled(30);
      }
    });
  });

  test("lines that end on both sides, on one, or in the middle of a frame lose nothing", async () => {
    await expectNothingLost(async (crowd) => {
      for (let round = 0; round < RESETS; round += 1) {
        await crowd.untilMoreIsSettled(wholeBetween(chance, 1, 15));
        line.reset();
      }
      const breaks: (() => void | Promise<void>)[] = [
        () => line.halfOpen("client"),
        () => line.halfOpen("server"),
        () => line.halfClose("up"),
        () => line.halfClose("down"),
        () => line.trap({ direction: "up", afterBytes: bytes(), by: "reset" }),
        () => line.trap({ direction: "up", afterBytes: bytes(), by: "silence" }),
        () => line.trap({ direction: "down", afterBytes: bytes(), by: "reset" }),
        () => line.trap({ direction: "down", afterBytes: bytes(), by: "silence" }),
      ];
      for (const breakLine of breaks) {
        await crowd.untilMoreIsSettled(10);
        await breakLine();
      }
    });
  });

  test("an answer that never arrives is asked for again", async () => {
    await expectNothingLost(async (crowd) => {
      for (const onceSaid of ["/commands", "/events?", "/messages?", "/api/tickets"]) {
        const lost = line.trap({ direction: "down", afterBytes: 0, onceSaid, by: "reset" });
        await crowd.untilMoreIsSettled(5);
        // Whoever had no reason to ask has one now.
        line.reset();
        await lost;
      }
    });
  });
});
