import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { openBrowser } from "../test/e2e/browser.ts";
import { takeNotes, timeToSwitch, watchPage } from "../test/e2e/page-timing.ts";
import { scrollByHand, scrollByKeys, scrollByThumb } from "../test/e2e/scrolling.ts";
import { Visitor } from "../test/e2e/visitor.ts";
import { bringLongHistory } from "../test/long-history.ts";
import { startParley } from "../test/servers.ts";
import { WirePerson } from "../test/wire/person.ts";
import type { WireSocket } from "../test/wire/socket.ts";
import { LOAD_CORE, pin, unpin } from "./cores.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { tasksDuring } from "./main-thread.ts";
import { RAISED_LIMITS } from "./parley.ts";
import { count, ms, percent, quantile, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";

const MESSAGES = 100_000;
const LONG = "Long room";
const OTHERS = ["Kitchen", "Garden"];
const SWITCHES = 40;
/** Each of wheel, scrollbar and keys: a minute in all. */
const SCROLL_MS = 20_000;
const LONG_MS = 50;
const BOTS = 5;
const TALK_EVERY_MS = 20;
const TYPE_MS = 25_000;
const TRACE_MS = 10_000;
const KEY_EVERY_MS = 90;

/** The built client in Chromium, in a room with a hundred thousand messages: what a person feels of them. */
export async function measureLongRoom(): Promise<Row[]> {
  // A browser is many processes, and people's machines do not keep it from the other core.
  unpin();
  const parley = await startParley({ limits: RAISED_LIMITS });
  leaveNothingOn(parley.dir);
  const browser = await openBrowser(["--hide-scrollbars"]);
  try {
    const ann = await WirePerson.founder(parley.url);
    for (const room of OTHERS) await fill(ann, await ann.createRoom(room));
    await bringLongHistory(parley, LONG, MESSAGES);
    const long = await roomCalled(ann, LONG);
    const visitor = await Visitor.arrive(browser, parley.url, "Ann");
    const { page } = visitor;
    await visitor.signIn(`/rooms/${long}`);
    await visitor.composer(LONG).waitFor();
    await watchPage(page);
    const rows = [
      await switching(page),
      await scrolling(browser, page),
      await typing(browser, ann, long, visitor),
    ];
    const complaints = visitor.complaints.length;
    if (complaints > 0) throw new Error(`the page complained: ${visitor.complaints.join("; ")}`);
    return rows;
  } finally {
    await browser.close();
    await parley.stop();
    pin(process.pid, LOAD_CORE);
  }
}

async function switching(page: Page): Promise<Row> {
  const took: number[] = [];
  const rooms = [OTHERS[0], LONG, OTHERS[1], LONG];
  for (let i = 0; i < SWITCHES + rooms.length; i += 1) {
    const time = await timeToSwitch(page, rooms[i % rooms.length] ?? LONG);
    // Before the first visit of each there is nothing to go back to.
    if (i >= rooms.length) took.push(time);
    await pauseFor(300);
  }
  const p95 = quantile(took, 0.95);
  console.log(`  switches: ${took.map(ms).join(", ")}`);
  return {
    what: `room switch → first message painted, among them one of ${count(MESSAGES)}, p95`,
    measured: ms(p95),
    target: "≤ 100 ms",
    holds: p95 <= 100,
    beside: `p50 ${ms(quantile(took, 0.5))}, worst ${ms(Math.max(...took))} of ${took.length}`,
  };
}

async function scrolling(browser: Browser, page: Page): Promise<Row> {
  await takeNotes(page);
  const hands = { wheel: scrollByHand, scrollbar: scrollByThumb, keys: scrollByKeys };
  const told: string[] = [];
  let own = 0;
  let mostRows = 0;
  for (const [hand, scroll] of Object.entries(hands)) {
    const done = await tasksDuring(browser, page, () => scroll(page, SCROLL_MS));
    const { frames, ...noted } = await takeNotes(page);
    mostRows = Math.max(mostRows, noted.mostRows);
    own = Math.max(own, done[0]?.own ?? 0);
    const long = done.filter(({ took }) => took > LONG_MS);
    told.push(
      `${hand}: ${done.length} tasks, longest ${done
        .slice(0, 3)
        .map(({ own }) => ms(own))
        .join(
          ", ",
        )} of the processor, ${long.length} took over 50 ms, frames p99 ${ms(quantile(frames, 0.99))}, ${noted.mostRows} rows`,
    );
  }
  console.log(`  ${told.join("\n  ")}`);
  return {
    what: `a minute of scrolling through ${count(MESSAGES)} messages: longest task of the page / most rows in it`,
    measured: `${ms(own)} / ${mostRows}`,
    target: "≤ 50 ms / ≤ 320",
    holds: own <= LONG_MS && mostRows <= 320,
    beside: told.join("; "),
  };
}

async function typing(
  browser: Browser,
  ann: WirePerson,
  room: string,
  visitor: Visitor,
): Promise<Row> {
  const { page } = visitor;
  const bots: WireSocket[] = [];
  for (let i = 0; i < BOTS; i += 1) {
    const bot = await ann.invite(`Bot${i}`);
    await bot.join(room);
    bots.push(await bot.enter(room));
  }
  await page
    .getByRole("button", { name: /Jump to present|new messages?/ })
    .click({ timeout: 5_000 })
    .catch(() => {});
  await visitor.composer(LONG).click();
  await takeNotes(page);
  let said = 0;
  const began = performance.now();
  const talk = setInterval(() => {
    // Timers come late on a busy machine; the pace is kept all the same.
    while (said < (performance.now() - began) / TALK_EVERY_MS) {
      bots[said % BOTS]?.post(
        `message ${said} of a busy room ${"and more of it ".repeat(said % 7)}`,
      );
      said += 1;
    }
  }, TALK_EVERY_MS);
  const type = async (forMs: number) => {
    for (const until = performance.now() + forMs; performance.now() < until;) {
      await page.keyboard.press("e");
      await pauseFor(KEY_EVERY_MS);
    }
  };
  await type(TYPE_MS);
  const { keys, mostRows } = await takeNotes(page);
  // Afterwards, because to be watched so closely costs time.
  const tasks = await tasksDuring(browser, page, () => type(TRACE_MS));
  clearInterval(talk);
  const busy = tasks.reduce((sum, { own }) => sum + own, 0) / TRACE_MS;
  const p95 = quantile(keys, 0.95);
  console.log(`  ${said} messages, ${keys.length} keys, page busy ${percent(busy)}`);
  return {
    what: `key → painted while ${1_000 / TALK_EVERY_MS} messages/s arrive, p95`,
    measured: ms(p95),
    target: "≤ 30 ms",
    holds: p95 <= 30,
    beside: `p50 ${ms(quantile(keys, 0.5))}, worst ${ms(Math.max(...keys))} of ${keys.length}; ${said} messages in all, the page's thread has ${percent(busy)} of a processor, longest task ${ms(tasks[0]?.own ?? 0)}, ${mostRows} rows`,
  };
}

async function fill(person: WirePerson, room: string): Promise<void> {
  const socket = await person.enter(room);
  for (let i = 0; i < 100; i += 1) socket.post(`${"a word or two, ".repeat(i % 9)}and ${i}`);
  await socket.untilBody("and 99");
  await socket.close();
}

const Rooms = v.object({ rooms: v.array(v.object({ id: v.string(), name: v.string() })) });

async function roomCalled(person: WirePerson, name: string): Promise<string> {
  const { rooms } = v.parse(Rooms, (await person.ask("GET", "/api/rooms")).body);
  const room = rooms.find((each) => each.name === name);
  if (!room) throw new Error(`there is no room ${name}`);
  return room.id;
}
