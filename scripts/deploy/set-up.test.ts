import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnv } from "#party/env.ts";
import type { Ask } from "./ask.ts";
import { readDeployment } from "./deployment.ts";
import { setUp } from "./set-up.ts";
import { deployFolder, type DeployFolder } from "./settings-file.ts";

let dir: string;
let folder: DeployFolder;
let lines: string[];

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-setup-"));
  folder = deployFolder(path.join(dir, "deployment"));
  lines = [];
});

afterEach(() => rm(dir, { recursive: true }));

const TOKENS = { PARLEY_LIBSQL_TOKEN: "hunter2-database", PARLEY_MAIL_TOKEN: "hunter2-mail" };
const FLAGS = [
  "--origin=https://chat.example.org",
  "--database=libsql://commons.example",
  "--mail-url=https://mail.example/send",
  '--mail-from=The "Commons" <chat@example.org>',
];

const run = (args: string[], env: Record<string, string> = {}, ask: Ask | null = null) =>
  setUp(args, { folder, env, ask, say: (line) => lines.push(line) });
const written = () => readFile(folder.settings, "utf8");

test("keys and settings are made by flags, for their owner alone, and without a secret being said", async () => {
  await run(FLAGS, TOKENS);
  expect((await stat(folder.settings)).mode & 0o777).toBe(0o600);
  expect((await stat(folder.secrets)).mode & 0o777).toBe(0o600);
  expect((await stat(folder.root)).mode & 0o777).toBe(0o700);
  const secrets = Object.values(JSON.parse(await readFile(folder.secrets, "utf8")));
  expect(secrets).toHaveLength(5);
  const said = lines.join("\n");
  for (const secret of [...secrets.map(String), "hunter2"]) expect(said).not.toContain(secret);
  const { vars, secrets: hidden, worker, origin } = await readDeployment(folder, {});
  expect({ worker, origin }).toEqual({ worker: "parley", origin: "https://chat.example.org" });
  expect(vars).toEqual({
    ORIGINS: "https://chat.example.org",
    LIBSQL_URL: "libsql://commons.example",
    MAIL_URL: "https://mail.example/send",
    MAIL_FROM: 'The "Commons" <chat@example.org>',
  });
  expect(Object.keys(hidden).toSorted()).toEqual(
    "INTERNAL_SECRET LIBSQL_TOKEN MAIL_TOKEN PASSWORD_PEPPER PUSH_KEY REFRESH_SECRET TOKEN_KEYS".split(
      " ",
    ),
  );
  expect(readEnv({ ...vars, ...hidden }).MAIL_TOKEN).toBe("hunter2-mail");
});

test("git sees nothing of it, wherever the folder is", async () => {
  execFileSync("git", ["init", "-q", dir]);
  await run(FLAGS, TOKENS);
  expect(execFileSync("git", ["-C", dir, "status", "--porcelain"]).toString()).toBe("");
});

test("what is there stays: a second time adds only what is missing", async () => {
  await run(FLAGS.slice(0, 2));
  const [settings, secrets] = [await written(), await readFile(folder.secrets, "utf8")];
  await run(["--worker=commons"], TOKENS);
  expect(await readFile(folder.secrets, "utf8")).toBe(secrets);
  expect(await written()).toBe(
    `${settings}\nPARLEY_LIBSQL_TOKEN='hunter2-database'\nPARLEY_MAIL_TOKEN='hunter2-mail'\nPARLEY_WORKER='commons'\n`,
  );
  await expect(run(["--origin=https://other.example"])).rejects.toThrow(
    "says otherwise of PARLEY_ORIGIN: change it there",
  );
});

test("somebody at a terminal is asked for the rest, and secrets are not shown", async () => {
  const asked: string[] = [];
  const ask: Ask = async (question, { isSecret = false } = {}) => {
    asked.push(`${isSecret ? "secret: " : ""}${question.split(",")[0]}`);
    if (isSecret) return "hunter2";
    return question.includes("database") ? "libsql://commons.example" : "";
  };
  await run(["--origin=https://chat.example.org"], {}, ask);
  expect(asked).toEqual([
    "The database's address",
    "secret: The database's token (not shown):",
    "The mail service's address",
  ]);
  expect((await readDeployment(folder, {})).database).toEqual({
    url: "libsql://commons.example",
    token: "hunter2",
  });
});

test("everything that is wrong is told at once and without a value, and then nothing is written", async () => {
  const wrong = ["--origin=http://hunter2.example", "--database=http://hunter2.example"];
  const attempt = run([...wrong, "--mail-url=hunter2", "--worker=Hunter2!"], TOKENS);
  await expect(attempt).rejects.toThrow(
    [
      "The variable PARLEY_LIBSQL_URL has to be https: or libsql:, unless it is on this machine.",
      "The variable PARLEY_MAIL_URL has to be an address.",
      "The variable PARLEY_ORIGIN has to begin with https: at the edge.",
      "The variable PARLEY_WORKER has to be made of small letters, digits and hyphens.",
    ].join("\n"),
  );
  await expect(attempt).rejects.not.toThrow("hunter2");
  await expect(stat(folder.root)).rejects.toThrow("ENOENT");
});

test("a flag that is none is told without what came with it", async () => {
  const attempt = run(["--mail-token=hunter2"]);
  await expect(attempt).rejects.toThrow("npm run setup");
  await expect(attempt).rejects.not.toThrow("hunter2");
});

test("a deployment without keys is none: made by the way they would be others than before", async () => {
  await run(FLAGS);
  await rm(folder.secrets);
  await expect(readDeployment(folder, {})).rejects.toThrow(/no keys in .*npm run setup/);
  await expect(stat(folder.secrets)).rejects.toThrow("ENOENT");
});

test("what the environment says counts more than the file, and a name in vain is told", async () => {
  await run(FLAGS);
  const env = { PARLEY_WORKER: "other", PARLEY_DATA: "/somewhere", PORT: "1" };
  expect((await readDeployment(folder, env)).worker).toBe("other");
  await writeFile(folder.settings, `${await written()}PORT=80\nPARLEY_MIAL_URL=x\n`);
  await expect(readDeployment(folder, {})).rejects.toThrow(
    'The variable PARLEY_MIAL_URL is none of Parley\'s: docs/configuration.md has the list.\nThe variable PORT means nothing here: it is for "npm start".',
  );
});
