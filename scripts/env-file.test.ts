import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useEnvFile } from "./env-file.mjs";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-env-"));
});

afterEach(() => rm(dir, { recursive: true }));

test("a file adds what the environment does not say, and nothing is said there too", async () => {
  const PARLEY_ENV_FILE = path.join(dir, "settings");
  await writeFile(PARLEY_ENV_FILE, "PORT=1\nHOST=2\nPARLEY_LOG='all' # loud\nPARLEY_DATA=4\n");
  const env: Record<string, string | undefined> = { PARLEY_ENV_FILE, PORT: "9", PARLEY_DATA: "" };
  useEnvFile(env);
  expect(env).toEqual({
    PARLEY_ENV_FILE,
    PORT: "9",
    HOST: "2",
    PARLEY_LOG: "all",
    PARLEY_DATA: "",
  });
});

test("no file is read where it is named as nothing", () => {
  const env = { PARLEY_ENV_FILE: "" };
  useEnvFile(env);
  expect(env).toEqual({ PARLEY_ENV_FILE: "" });
});

test("a file that was named and is not there is told before anything starts", () => {
  const env = { ...process.env, PARLEY_ENV_FILE: path.join(dir, "none") };
  const { status, stderr } = spawnSync(process.execPath, ["scripts/start.mjs"], { env });
  expect(status).toBe(1);
  expect(String(stderr)).toBe(
    `The settings in ${dir}/none cannot be read: is it there, and may you read it?\n`,
  );
});
