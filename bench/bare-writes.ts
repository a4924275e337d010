/**
 * What the memory of the runtime does where objects do nothing but answer, and where they store two values each time: no code of ours is in it.
 * By hand: `node --import tsx bench/bare-writes.ts --minutes=10 --rate=600`, which prints both, minute by minute.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startBare } from "./bare-runtime.ts";
import { memoryOf } from "./memory.ts";
import { mib } from "./rows.ts";

const OBJECTS = 100;
const LOOK_EVERY_MS = 60_000;
const TICK_MS = 20;
const AT_ONCE = 50;

const PROGRAM = `
  import { DurableObject } from "cloudflare:workers";
  export class Writer extends DurableObject {
    async fetch(request) {
      const { number, writes } = await request.json();
      if (writes) void this.ctx.storage.put({ meta: String(number), row: String(number).padEnd(300, "x") });
      return Response.json({ number });
    }
  }
  export default {
    fetch: (request, env) => env.Writer.get(env.Writer.idFromName(new URL(request.url).pathname)).fetch(request),
  };
`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    rate: { type: "string", default: "600" },
  },
});
const minutes = Number(values.minutes);
const perSecond = Number(values.rate);

await Promise.all([watch("answers", false), watch("writes", true)]);

async function watch(name: string, writes: boolean): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-bare-"));
  const { url, pid, stop } = await startBare({ script: PROGRAM, object: "Writer", folder: dir });
  try {
    const began = performance.now();
    let sent = 0;
    let looked = 0;
    while (performance.now() - began < minutes * 60_000) {
      const passed = performance.now() - began;
      // On a machine with other work it is late, and catches up bit by bit.
      const due = Math.min(Math.floor((passed / 1_000) * perSecond), sent + AT_ONCE);
      const asked = [];
      for (; sent < due; sent += 1) asked.push(ask(url, sent, writes));
      await Promise.all(asked);
      if (passed >= looked * LOOK_EVERY_MS) {
        // Minutes pass, and whoever called it wants to see it move: it has no table.
        console.log(`${name}: minute ${looked}, ${sent} requests, ${mib(memoryOf(pid))}`);
        looked += 1;
      }
      await pause(TICK_MS);
    }
  } finally {
    await stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function ask(url: URL, number: number, writes: boolean): Promise<void> {
  const body = JSON.stringify({ number, writes });
  const answer = await fetch(new URL(`/${number % OBJECTS}`, url), { method: "POST", body });
  await answer.text();
}
