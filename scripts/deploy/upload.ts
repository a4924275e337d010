import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { Trouble } from "../trouble.ts";
import type { Deployment } from "./deployment.ts";
import type { DeployFolder } from "./settings-file.ts";
import { wrangler } from "./wrangler.ts";

/** Builds the Worker as it would be uploaded, and uploads nothing. @throws Trouble when it cannot be built. */
export async function rehearseUpload(outdir: string): Promise<void> {
  const { isOk, said } = await wrangler(["deploy", "--dry-run", "--outdir", outdir], {
    isShown: false,
  });
  if (!isOk) throw new Trouble(`The Worker cannot be built.\n${said.trim()}`);
}

/**
 * Uploads Worker, client, variables and secrets as one version, with the migrations of Durable Objects. Gives the id that Cloudflare knows
 * it by, or null where wrangler does not tell it. Secrets go by a file for its owner alone, which is gone afterwards.
 * @throws Trouble when wrangler failed. What it has done until then it says itself.
 */
export async function upload(
  { worker, origin, vars, secrets }: Deployment,
  version: string,
  { root }: DeployFolder,
): Promise<string | null> {
  const dir = await mkdtemp(path.join(root, "upload-"));
  try {
    const [file, told] = [path.join(dir, "secrets.json"), path.join(dir, "told.ndjson")];
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
    const { isOk } = await wrangler(
      [
        "deploy",
        `--name=${worker}`,
        `--secrets-file=${file}`,
        `--message=Parley ${version}`,
        ...domainOf(origin),
        ...Object.entries({ ...vars, VERSION: version }).flatMap(varOf),
      ],
      { env: { WRANGLER_OUTPUT_FILE_PATH: told } },
    );
    if (!isOk)
      throw new Trouble("Cloudflare did not take the new version: wrangler says why, above.");
    return versionIn(await readFile(told, "utf8").catch(() => ""));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Under workers.dev a Worker has its address by its name; any other has to be one of the account's domains. */
function domainOf(origin: string): string[] {
  const { hostname, protocol } = new URL(origin);
  const isDomain = protocol === "https:" && !hostname.endsWith(".workers.dev");
  return isDomain ? ["--domain", hostname] : [];
}

function varOf([name, value]: [string, string]): string[] {
  return ["--var", `${name}:${value}`];
}

const Deployed = v.object({ type: v.literal("deploy"), version_id: v.string() });

function versionIn(lines: string): string | null {
  for (const line of lines.split("\n")) {
    const deployed = v.safeParse(Deployed, parseJson(line));
    if (deployed.success) return deployed.output.version_id;
  }
  return null;
}
