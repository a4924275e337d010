import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let parley: Parley;
let ann: WirePerson;

beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.stop());

/** `npm run smoke -- …` as an operator runs it. */
async function smoke(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/smoke.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, PARLEY_ENV_FILE: "", PARLEY_DATA: "" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

async function rooms(): Promise<unknown> {
  return (await ann.ask("GET", "/api/rooms")).body["rooms"];
}

async function people(): Promise<unknown> {
  return (await ann.ask("GET", "/api/people")).body["people"];
}

const STEPS = [
  "the page and the API",
  "sign up",
  "sign in",
  "make a room",
  "say something",
  "go on after a cut line",
  "write in a note",
  "sign out",
  "delete the account",
];

test("where there is no community yet, it says so and leaves nothing", async () => {
  const { code, said } = await smoke(parley.url, "--keys", parley.dir);
  expect(code).toBe(1);
  expect(said).toContain("FAILED  the page and the API: There is no community here yet.");
  ann = await WirePerson.founder(parley.url);
});

test("with the keys it does what people do, and leaves no trace in the directory", async () => {
  await ann.createRoom("Kitchen");
  const before = [await rooms(), await people()];
  const { code, said } = await smoke(parley.url, "--keys", parley.dir);
  expect(said.replaceAll(/ \(\d+\.\d s\)/g, "").split("\n")).toEqual([
    ...[...STEPS, "take the room away"].map((step) => `ok    ${step}`),
    `Everything works at ${parley.url}.`,
    "",
  ]);
  expect(code).toBe(0);
  expect([await rooms(), await people()]).toEqual(before);
});

test("by an invite its room stays, until somebody with the keys tries again", async () => {
  const { token } = (await ann.ask("POST", "/api/invites", { maxUses: 1 })).body;
  const { code, said } = await smoke(parley.url, "--invite", `${parley.url}/join#${String(token)}`);
  expect(said).toContain("stays, empty: an invite alone cannot take it away");
  expect(code).toBe(0);
  const names = async () => ((await rooms()) as { name: string }[]).map(({ name }) => name);
  expect(await names()).toEqual(["Kitchen", expect.stringMatching(/^Smoke test /)]);
  expect((await smoke(parley.url, "--keys", parley.dir)).code).toBe(0);
  expect(await names()).toEqual(["Kitchen"]);
});

test("a spent invite, and keys of another community, are told as such", async () => {
  const { said } = await smoke(parley.url, "--invite", "none");
  expect(said).toContain("FAILED  sign up");
  expect(said).toContain("invite_invalid");
  const none = await smoke(parley.url, "--keys", path.join(parley.dir, "nothing"));
  expect(none).toMatchObject({ code: 1, said: expect.stringContaining("There are no secrets in") });
});
