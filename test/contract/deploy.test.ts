import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.ts";
import { startSqld, type Sqld } from "../../scripts/sqld.ts";
import { startEdge, type Edge } from "../edge.ts";
import {
  startFakeWrangler,
  type FakeWrangler,
  type WranglerAnswer,
  type WranglerCall,
} from "../fake-wrangler.ts";
import { ask } from "../wire/person.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Three deployments, each with a build, a server and a visit: half a minute on a machine with nothing else to do. */
const WHOLE_MS = 240_000;
const FOUNDING = ["--community=The Commons", "--owner=Ann <ann@example.org>"];

let dir: string;
let sqld: Sqld;
let wrangler: FakeWrangler;
let edge: Edge | null;
let port: number;
let calls: WranglerCall[];
/** What becomes of a call; by default everything goes well, and an upload is served. */
let answers: (call: WranglerCall) => Promise<WranglerAnswer>;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-deploy-"));
  sqld = await startSqld({ dir: path.join(dir, "libsql") });
  port = await freePort();
  edge = null;
  calls = [];
  answers = serve;
  wrangler = await startFakeWrangler(dir, (call) => {
    calls.push(call);
    return answers(call);
  });
});
afterEach(async () => {
  await edge?.stop();
  await sqld.stop();
  await wrangler.stop();
  await rm(dir, { recursive: true, force: true });
});

const origin = () => `http://127.0.0.1:${port}`;
const folder = () => path.join(dir, "deployment");

/** `npm run setup` and `npm run deploy`, as an operator runs them. */
async function run(script: "setup" | "deploy", ...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...wrangler.env,
      PARLEY_DEPLOYMENT: folder(),
      PARLEY_LIBSQL_TOKEN: sqld.key.token,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

const setUp = () => run("setup", `--origin=${origin()}`, `--database=${sqld.url}`);

/** As Cloudflare does it: what was uploaded is what is served. */
async function serve({ args, secrets }: WranglerCall): Promise<WranglerAnswer> {
  if (args.includes("--dry-run")) return realWrangler(args);
  if (args[0] !== "deploy") return { code: 0 };
  const vars = args.flatMap((arg, i) => (args[i - 1] === "--var" ? [splitOnce(arg)] : []));
  await edge?.stop();
  edge = await startEdge({
    outdir: path.join(folder(), "worker"),
    port,
    rooms: path.join(dir, "rooms"),
    bindings: { ...Object.fromEntries(vars), ...secrets },
  });
  return { code: 0, said: "Uploaded.\n" };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(":");
  return [text.slice(0, at), text.slice(at + 1)];
}

async function realWrangler(args: string[]): Promise<WranglerAnswer> {
  const child = spawn(path.join(ROOT, "node_modules/.bin/wrangler"), args, {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "close")) as [number];
  return { code };
}

const kinds = () =>
  calls.map(({ args }) => `${args[0]}${args.includes("--dry-run") ? " (dry)" : ""}`);
const tables = async () => {
  const client = createClient({ url: sqld.url, authToken: sqld.key.token });
  return (await client.execute("select name from sqlite_master")).rows.length;
};

/** Every secret there is, in whatever was printed or passed on a command line. */
async function expectNoSecret(said: string): Promise<void> {
  const kept = await readFile(path.join(folder(), "secrets.json"), "utf8");
  const made = Object.values(JSON.parse(kept) as Record<string, string>);
  const inside = made.flatMap((text) => [...text.matchAll(/"d":"([^"]+)"/g)].map(([, d]) => d));
  const all = [...made, ...inside, sqld.key.token].map(String);
  expect(all.length).toBeGreaterThan(7);
  const told = said + JSON.stringify(calls.map(({ args }) => args));
  expect(all.filter((secret) => told.includes(secret))).toEqual([]);
}

describe("a deployment from nothing", () => {
  test(
    "sets up, migrates, founds, uploads, waits, tries it out, and says how its owner comes in",
    async () => {
      expect((await setUp()).code).toBe(0);
      const { code, said } = await run("deploy", ...FOUNDING);
      expect(said).toContain("The database gets: 0000_foundation");
      expect(said).toContain("ok    take the room away");
      expect(code).toBe(0);
      expect(kinds()).toEqual(["whoami", "deploy (dry)", "deploy"]);
      expect(calls.at(-1)?.mode).toBe(0o600);
      await expectNoSecret(said + (edge?.output() ?? ""));

      const link = /password here, within a day and once: (\S+)/.exec(said)?.[1] ?? "";
      expect(link.startsWith(`${origin()}/reset#`)).toBe(true);
      const [token, password] = [link.split("#")[1], "correct horse battery"];
      const chosen = await ask(origin(), "POST", "/api/mail/reset/password", {
        body: { token, password },
      });
      expect(chosen.status).toBe(200);
      const body = { email: "ann@example.org", password };
      const owner = await ask(origin(), "POST", "/api/session", { body });
      expect(owner).toMatchObject({
        status: 201,
        body: { person: { name: "Ann", role: "owner" } },
      });
      const { accessToken } = owner.body as { accessToken: string };
      const rooms = await ask(origin(), "GET", "/api/rooms", { token: accessToken });
      expect(rooms.body["rooms"]).toEqual([]);
      expect((await readdir(folder())).filter((name) => name.startsWith("upload-"))).toEqual([]);

      // The next one changes no table, founds nothing, and knows how to go back.
      answers = async (call) => (call.args.includes("--dry-run") ? { code: 0 } : serve(call));
      const again = await run("deploy");
      expect(again.said).toContain("The database has the newest tables.");
      expect(again.said).not.toContain("password here");
      expect(again.code).toBe(0);
      // And one that other keys belong to touches nothing.
      await rm(path.join(folder(), "secrets.json"));
      await setUp();
      calls = [];
      const stranger = await run("deploy");
      expect(stranger.code).toBe(1);
      expect(stranger.said).toContain("has other keys than this folder");
      expect(kinds()).toEqual(["whoami"]);
    },
    WHOLE_MS,
  );
});

describe("a deployment that fails", () => {
  beforeEach(async () => {
    await setUp();
  });

  test.each([
    ["whoami", ["whoami"], "Nobody is signed in to Cloudflare here"],
    ["deploy (dry)", ["whoami", "deploy (dry)"], "The Worker cannot be built.\nwhat wrangler says"],
  ])("at %s has changed nothing", async (at, expected, words) => {
    answers = async () => ({ code: kinds().at(-1) === at ? 1 : 0, said: "what wrangler says" });
    const { code, said } = await run("deploy", ...FOUNDING);
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect(kinds()).toEqual(expected);
    expect(await tables()).toBe(0);
  });

  test("by its settings has asked nobody anything, and says all that is wrong without a value", async () => {
    const settings = path.join(folder(), "settings.env");
    await writeFile(
      settings,
      "PARLEY_ORIGIN=hunter2\nPARLEY_RP_ID=Hunter2!\nPARLEY_MAIL_TOKEN=hunter2\n",
    );
    const { code, said } = await run("deploy", ...FOUNDING);
    expect(code).toBe(1);
    expect(said).toContain("The variable PARLEY_ORIGIN has to list origins");
    expect(said).toContain("The variable PARLEY_LIBSQL_URL is missing.");
    expect(said).toContain("The variable PARLEY_RP_ID has to be a domain");
    expect(said.toLowerCase()).not.toContain("hunter2");
    expect(calls).toEqual([]);
  });

  test("without a database has changed nothing", async () => {
    await sqld.stop();
    const { code, said } = await run("deploy", ...FOUNDING);
    expect([code, said]).toEqual([1, expect.stringContaining("Nothing has been changed.")]);
    expect(kinds()).toEqual(["whoami"]);
  });

  test("for want of an owner has changed nothing", async () => {
    const { code, said } = await run("deploy");
    expect(code).toBe(1);
    expect(said).toContain("on a public address whoever came first would");
    expect(kinds()).toEqual(["whoami"]);
    expect(await tables()).toBe(0);
  });

  test("at the upload says what the database is like now, and does not go on", async () => {
    answers = async ({ args }) => ({
      code: args.includes("--dry-run") || args[0] === "whoami" ? 0 : 1,
    });
    const { code, said } = await run("deploy", ...FOUNDING);
    expect(code).toBe(1);
    expect(said).toContain("The upload failed: Cloudflare did not take the new version");
    expect(said).toContain(
      "The database has the new tables already, on which the version before works.",
    );
    expect(said).not.toContain("ok    ");
    expect(kinds()).toEqual(["whoami", "deploy (dry)", "deploy"]);
    expect(await tables()).toBeGreaterThan(10);
    expect((await readdir(folder())).filter((name) => name.startsWith("upload-"))).toEqual([]);
  });
});
