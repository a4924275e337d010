import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn, startParley, type Parley } from "../servers.ts";
import { ask, WirePerson } from "../wire/person.ts";
import type { WireSocket } from "../wire/socket.ts";

const STORM = 100;
/** What an isolate of the edge has in all. */
const MOST_GROWTH_KIB = 128 * 1_024;

test("a hundred who sign in at once are told to wait or are answered, and the rooms go on beside them", async () => {
  const limits = { sendBurst: 10_000, framesPerMinute: 100_000 };
  const parley = await startParley({ limits });
  const ann = await WirePerson.founder(parley.url);
  const kitchen = await ann.enter(await ann.createRoom("Kitchen"));
  const memory = memoryOf(parley);
  const before = memory();

  const storm = { isOver: false };
  const signIns = Promise.all(Array.from({ length: STORM }, (_, i) => signIn(parley, i)));
  void signIns.finally(() => {
    storm.isOver = true;
  });
  const { said, mostKiB } = await talkDuring(storm, kitchen, memory);

  const answers = await signIns;
  const answered = answers.filter(({ status }) => status === 401);
  const toldToWait = answers.filter(({ status }) => status === 429 || status === 503);
  expect(answered.length).toBeGreaterThan(0);
  expect(answered.length + toldToWait.length).toBe(STORM);
  for (const { headers } of toldToWait)
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(mostKiB - before).toBeLessThan(MOST_GROWTH_KIB);
  // Hashed in the rooms' own thread, each would stop the talk for a quarter of a second: a word for each at best.
  expect(said).toBeGreaterThan(2 * answered.length);
  await kitchen.close();
  await parley.stop();
});

function signIn({ url }: Parley, i: number) {
  const body = { email: `person-${i}@example.org`, password: "not the password" };
  return ask(url, "POST", "/api/session", { body });
}

/** Says one word after the other, each when the one before was heard, and looks at the memory between them. */
async function talkDuring(
  storm: { isOver: boolean },
  kitchen: WireSocket,
  memory: () => number,
): Promise<{ said: number; mostKiB: number }> {
  let said = 0;
  let mostKiB = memory();
  while (!storm.isOver) {
    await kitchen.untilBody(kitchen.post(`word ${said}`).body);
    said += 1;
    mostKiB = Math.max(mostKiB, memory());
    await pause(10);
  }
  return { said, mostKiB };
}

/** What workerd holds in memory, in KiB. */
function memoryOf({ dir }: Parley): () => number {
  const group = serversOn(dir)[0]?.group;
  const workerd = runningProcesses().find(
    (found) => found.group === group && /\/workerd( |$)/.test(found.command),
  );
  if (!workerd) throw new Error("workerd is not running");
  return () => {
    const status = readFileSync(`/proc/${workerd.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
  };
}
