import { chmod, mkdir, open, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { codeOf, Trouble } from "../trouble.ts";

/** A deployment on its operator's machine: what it is configured with, and its keys (scripts/secrets.ts). A copy of the folder is a backup of both. */
export type DeployFolder = { root: string; settings: string; secrets: string };

export function deployFolder(root = process.env["PARLEY_DEPLOYMENT"] || ".deploy"): DeployFolder {
  const absolute = path.resolve(root);
  return {
    root: absolute,
    settings: path.join(absolute, "settings.env"),
    // As in a data folder, so that `npm run keys` and `npm run archive` find them by PARLEY_DATA.
    secrets: path.join(absolute, "secrets.json"),
  };
}

/** For its owner alone, and for no repository, wherever it is. @throws Trouble when it cannot be made. */
export async function prepareDeployFolder({ root }: DeployFolder): Promise<void> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    await writeFile(path.join(root, ".gitignore"), "*\n");
  } catch (error) {
    throw new Trouble(
      `The folder ${root} cannot be used (${codeOf(error) ?? "unknown"}): make it one that you may write to, or choose another with PARLEY_DEPLOYMENT.`,
    );
  }
}

/** What the file says; nothing where there is none. @throws Trouble when it cannot be read. */
export async function readSettings({
  settings,
}: DeployFolder): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(settings, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return {};
    throw new Trouble(
      `The settings in ${settings} cannot be read (${codeOf(error) ?? "unknown"}).`,
    );
  }
}

const HEAD =
  "# What this deployment is configured with (docs/configuration.md). Keep it to yourself.\n";

/** Adds lines at the end of the file, and changes none. */
export async function addSettings(
  { settings }: DeployFolder,
  added: Readonly<Record<string, string>>,
): Promise<void> {
  const lines = Object.entries(added).map(([name, value]) => `${name}=${quoted(name, value)}\n`);
  const file = await open(settings, "a", 0o600);
  try {
    // The mode counts for new files only.
    await chmod(settings, 0o600);
    const isNew = (await file.stat()).size === 0;
    await file.appendFile(`${isNew ? HEAD : "\n"}${lines.join("")}`);
  } finally {
    await file.close();
  }
}

function quoted(name: string, value: string): string {
  const quote = ["'", '"', "`"].find((mark) => !value.includes(mark));
  const isPlain = quote !== undefined && !/[\n\r\\]/.test(value);
  if (isPlain) return `${quote}${value}${quote}`;
  throw new Trouble(`The variable ${name} holds signs that do not fit in a line of settings.`);
}
