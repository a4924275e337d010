import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnv } from "#party/env.ts";
import { findSecrets, openSecrets, replaceKeys, replacePushKey, tellKeys } from "./secrets.ts";

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-secrets-"));
  file = path.join(dir, "secrets.json");
});

afterEach(() => rmSync(dir, { recursive: true }));

test("the first start makes secrets that nobody else may read, and the next one finds them", async () => {
  const made = await openSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await openSecrets(file)).toEqual(made);
});

test("the Worker accepts them", async () => {
  const rest = { LIBSQL_URL: "http://127.0.0.1:1", ORIGINS: "http://localhost:1999" };
  const env = readEnv({ ...(await openSecrets(file)), ...rest });
  expect(env.TOKEN_KEYS.current.kid).not.toBe("");
});

test("a start after 90 days puts the next signing key beside the current one, also in a file of an older version", async () => {
  const made = await openSecrets(file);
  const { current } = JSON.parse(made.TOKEN_KEYS);
  delete current.since;
  writeFileSync(file, JSON.stringify({ ...made, TOKEN_KEYS: JSON.stringify({ current }) }));
  const renewed = JSON.parse((await openSecrets(file)).TOKEN_KEYS);
  expect(renewed.current.kid).toBe(current.kid);
  expect(renewed.next.from).toBeGreaterThan(Date.now());
  const rest = { LIBSQL_URL: "http://127.0.0.1:1", ORIGINS: "http://localhost:1999" };
  const env = readEnv({ ...(await openSecrets(file)), ...rest });
  expect(env.TOKEN_KEYS.next?.kid).toBe(renewed.next.kid);
});

test("a key that has leaked is replaced at once, and nothing else changes", async () => {
  await expect(replaceKeys(file, Date.now())).rejects.toThrow(/no secrets/);
  const before = await openSecrets(file);
  const [told] = await tellKeys(file);
  expect(told).toContain(JSON.parse(before.TOKEN_KEYS).current.kid);
  await replaceKeys(file, Date.now());
  const after = await openSecrets(file);
  // One that signs, one that sends notifications.
  expect(await tellKeys(file)).toHaveLength(2);
  expect(JSON.stringify(after)).not.toContain(JSON.parse(before.TOKEN_KEYS).current.kid);
  expect({ ...after, TOKEN_KEYS: "" }).toEqual({ ...before, TOKEN_KEYS: "" });
});

test("a file of a version that sent no notifications gets a key for them, once, and keeps all others", async () => {
  const { PUSH_KEY: _, ...older } = await openSecrets(file);
  writeFileSync(file, JSON.stringify(older));
  expect(await findSecrets(file)).toEqual(older);
  const renewed = await openSecrets(file);
  expect(renewed).toMatchObject(older);
  expect(await openSecrets(file)).toEqual(renewed);
  const rest = { LIBSQL_URL: "http://127.0.0.1:1", ORIGINS: "http://localhost:1999" };
  expect(readEnv({ ...renewed, ...rest }).PUSH_KEY?.crv).toBe("P-256");
});

test("the key for notifications is replaced by itself, and nothing else changes", async () => {
  const before = await openSecrets(file);
  await replacePushKey(file);
  const after = await openSecrets(file);
  expect(after.PUSH_KEY).not.toBe(before.PUSH_KEY);
  expect({ ...after, PUSH_KEY: "" }).toEqual({ ...before, PUSH_KEY: "" });
});

test("two communities share no secret", async () => {
  const one = await openSecrets(file);
  const other = await openSecrets(path.join(dir, "other.json"));
  const shared = Object.values(one).filter((secret) => Object.values(other).includes(secret));
  expect(shared).toEqual([]);
});

test("where no server has been started there are none, and looking makes none", async () => {
  expect(await findSecrets(file)).toBeNull();
  expect(await findSecrets(file)).toBeNull();
});

test.each(["", "{", "{}", '{"TOKEN_KEYS":"{}"}'])(
  "a damaged file (%s) is never replaced",
  async (text) => {
    writeFileSync(file, text);
    await expect(openSecrets(file)).rejects.toThrow(/damaged: restore/);
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);
