import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { WirePerson } from "../wire/person.ts";
import { keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

const MESSAGES = 30;
/** Trouble comes when so many are written, and goes when so many are. */
const [FROM, TO] = [10, 20];
/** A browser gives up a line without answers after a quarter of a minute, and then comes back by chance. */
const SAID_WITHIN_MS = 90_000;
const GENEROUS = { sendBurst: 1_000, sendsPerSecond: 1_000, framesPerMinute: 10_000 };

/** What happens to the line in the middle of writing, and what ends it. */
const TROUBLES: Record<string, { begin: (line: TcpProxy) => void; end: (line: TcpProxy) => void }> =
  {
    Slow: {
      begin: (line) => line.setWeather({ delayMs: 200, jitterMs: 300 }),
      end: (line) => line.setWeather({}),
    },
    Reset: { begin: (line) => line.reset(), end: (line) => line.reset() },
    Half: { begin: (line) => line.halfOpen("server"), end: (line) => line.halfClose("up") },
    Black: {
      begin: (line) => line.setWeather({ blackhole: "both" }),
      end: (line) => line.setWeather({}),
    },
  };

let browser: Browser;
let lines: TcpProxy[];
let parley: Parley;

beforeAll(async () => {
  browser = await openBrowser();
  const target = () => parley.port;
  lines = await Promise.all(Object.keys(TROUBLES).map(() => startProxy(target)));
  const origin = lines.map(({ port }) => `http://127.0.0.1:${port}`).join(",");
  parley = await startParley({ limits: GENEROUS, origin });
});

afterEach(({ task }) => keepScreens(browser, task));

afterAll(async () => {
  await browser.close();
  for (const line of lines) await line.stop();
  await parley.stop();
});

test("whatever happens to the line in the middle of 30 messages, they are said once and in order, and the screen claims no more than is so", async () => {
  const founder = await WirePerson.founder(parley.url, "Olga");
  const suffered = Object.entries(TROUBLES).map(async ([name, trouble], i) => {
    const line = lines[i];
    if (!line) throw new Error("everyone has a line");
    const person = await founder.invite(name);
    const room = await person.createRoom(`${name} room`);
    const said = async () => {
      const { messages } = await person.history(room, "?limit=100");
      return messages.flatMap((event) => (event.type === "message.posted" ? [event.body] : []));
    };
    const visitor = await Visitor.arrive(browser, `http://127.0.0.1:${line.port}`, name);
    await visitor.signIn(`/rooms/${room}`);
    await visitor.composer(`${name} room`).waitFor();

    const texts = Array.from({ length: MESSAGES }, (_, n) => `${name} says ${n + 1}`);
    for (const [n, text] of texts.entries()) {
      if (n === FROM) trouble.begin(line);
      if (n === TO) trouble.end(line);
      await visitor.write(`${name} room`, text);
      if (n % 5 === 4) {
        // The screen first: what it shows as said has to be in the room when that is asked afterwards.
        const shown = await visitor.confirmed();
        const told = (await said()).map((body) => `${name}: ${body}`);
        expect(told).toEqual(expect.arrayContaining(shown));
      }
    }
    await expect.poll(said, { timeout: SAID_WITHIN_MS, interval: 500 }).toEqual(texts);
    await visitor.hasNothingWaiting();
    const shown = () => visitor.confirmed();
    await expect.poll(shown).toEqual(texts.map((text) => `${name}: ${text}`));
    expect(visitor.complaints).toEqual([]);
  });
  await Promise.all(suffered);
}, 240_000);
