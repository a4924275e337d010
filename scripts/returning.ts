import { readFile, rm, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import type { DataFolder } from "./data-folder.ts";

/** Over how many ms those come back whom the server that ran last has sent away. */
const Returning = v.object({ everyMs: v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)) });
type Returning = v.InferOutput<typeof Returning>;

/** A server that ends leaves this for the next one. Never rejects: without it the next one knows as little as after a crash. */
export async function leaveReturning(data: DataFolder, everyMs: number): Promise<void> {
  const left: Returning = { everyMs };
  await writeFile(data.returning, JSON.stringify(left)).catch(() => undefined);
}

/** What the server before has left, once; 0 where it has left nothing. */
export async function takeReturning(data: DataFolder): Promise<number> {
  const left = await readFile(data.returning, "utf8").catch(() => "");
  await rm(data.returning, { force: true });
  const parsed = v.safeParse(Returning, parseJson(left));
  return parsed.success ? Math.round(parsed.output.everyMs) : 0;
}
