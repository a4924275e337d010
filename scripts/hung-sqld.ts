import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import type { Sqld } from "./sqld.ts";

/** How often a database is asked, and for how long it may owe the answer; ms. */
export type Patience = { everyMs: number; withinMs: number };

/** Nothing of ours holds the database's one write lock for so long: sqld itself ends a transaction after five seconds. */
export const USUAL_PATIENCE: Patience = { everyMs: 5_000, withinMs: 20_000 };

/** Takes the write lock and lets go of it, and writes nothing. */
const QUESTION = JSON.stringify({
  requests: [
    { type: "execute", stmt: { sql: "begin immediate" } },
    { type: "execute", stmt: { sql: "rollback" } },
    { type: "close" },
  ],
});

/**
 * Ends a database that lives and takes no writes any more, so that it can have a successor. Writers of sqld can lock each other out for
 * good when one of them waits too long (docs/decisions/0061-a-database-that-hangs.md); reads and `/health` answer as if nothing were.
 */
export async function endWhenHung(
  sqld: Sqld,
  { everyMs, withinMs }: Patience = USUAL_PATIENCE,
): Promise<void> {
  let hasEnded = false;
  const ended = sqld.exited.then(() => (hasEnded = true));
  for (;;) {
    await Promise.race([ended, pause(everyMs, null, { ref: false })]);
    if (hasEnded) return;
    const isHung = await Promise.race([ended.then(() => false), givesNoAnswer(sqld, withinMs)]);
    if (!isHung) continue;
    console.error(
      `The database server (sqld) has taken no write for ${withinMs / 1_000} seconds and is ended.`,
    );
    process.kill(sqld.pid, "SIGKILL");
    return;
  }
}

/** Whatever it answers, it does answer; and one that cannot be reached is another case, which its process's end tells. */
async function givesNoAnswer({ url, key }: Sqld, withinMs: number): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v2/pipeline`, {
      method: "POST",
      headers: { authorization: `Bearer ${key.token}` },
      body: QUESTION,
      signal: AbortSignal.timeout(withinMs),
    });
    await response.text();
    return false;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError";
  }
}
