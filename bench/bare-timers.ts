/**
 * What the runtime keeps of timers in an object that stays awake: of those that ran out, and of those that were cleared. No code of ours is in it.
 * By hand: `node --import tsx bench/bare-timers.ts`, which prints both, after each hundred thousand.
 */
import { startBare } from "./bare-runtime.ts";
import { memoryOf } from "./memory.ts";
import { mib } from "./rows.ts";

/** The first rounds of timers that ran out bring the heap to its size. */
const ROUNDS = { "ran out": 8, "were cleared": 5 };

const PROGRAM = `
  import { DurableObject } from "cloudflare:workers";
  const AT_ONCE = 5_000;
  const SOON_MS = 1;
  const LATER_MS = 60_000;
  const ranOut = () => new Promise((resolve) => setTimeout(resolve, SOON_MS));
  const cleared = () => clearTimeout(setTimeout(() => undefined, LATER_MS));
  export class Timed extends DurableObject {
    async fetch(request) {
      const once = (await request.text()) === "were cleared" ? cleared : ranOut;
      for (let all = 0; all < 100_000; all += AT_ONCE) {
        await Promise.all(Array.from({ length: AT_ONCE }, once));
        await ranOut();
      }
      return new Response();
    }
  }
  export default {
    fetch: (request, env) => env.Timed.get(env.Timed.idFromName("one")).fetch(request),
  };
`;

const { url, pid, stop } = await startBare({ script: PROGRAM, object: "Timed" });
try {
  for (const [what, rounds] of Object.entries(ROUNDS)) {
    for (let round = 1; round <= rounds; round += 1) {
      await (await fetch(url, { method: "POST", body: what })).text();
      // What it prints is all that it is for: it is run by hand, and has no table.
      console.log(`${round}00,000 timers that ${what}: ${mib(memoryOf(pid))}`);
    }
  }
} finally {
  await stop();
}
