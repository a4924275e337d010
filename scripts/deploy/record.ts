import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { unstable_readConfig } from "wrangler";
import { parseJson } from "#protocol/decode.ts";
import type { DeployFolder } from "./settings-file.ts";

/** A deployment that was made from this folder. */
const Made = v.object({
  at: v.string(),
  version: v.string(),
  /** Cloudflare's id of it, for going back. */
  worker: v.nullable(v.string()),
  /** The newest migration of Durable Objects that it carried. */
  objects: v.string(),
});
export type Made = v.InferOutput<typeof Made>;

/** The newest one, or null. */
export async function lastMade(folder: DeployFolder): Promise<Made | null> {
  const text = await readFile(fileOf(folder), "utf8").catch(() => "");
  const last = v.safeParse(Made, parseJson(text.trim().split("\n").at(-1) ?? ""));
  return last.success ? last.output : null;
}

export async function noteMade(folder: DeployFolder, made: Made): Promise<void> {
  await appendFile(fileOf(folder), `${JSON.stringify(made)}\n`, { mode: 0o600 });
}

const Migrations = v.object({ migrations: v.array(v.object({ tag: v.string() })) });

/** The tag of the newest migration of Durable Objects in this version. */
export function objectsHere(): string {
  const config = v.parse(Migrations, unstable_readConfig({ config: "wrangler.jsonc" }));
  return config.migrations.at(-1)?.tag ?? "";
}

function fileOf({ root }: DeployFolder): string {
  return path.join(root, "deployments.ndjson");
}
