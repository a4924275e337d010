import { spawn } from "node:child_process";
import { once } from "node:events";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@libsql/client/web";
import { afterEach, describe, expect, test } from "vitest";
import { dataFolder } from "../../scripts/data-folder.ts";
import { databaseDoor } from "../../scripts/libsql.ts";
import { startParley, type Host, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A command line and a whole server, again and again: on a busy machine that takes its time. */
const LONG_MS = 240_000;
const UNLIMITED = { sendBurst: 1_000, sendsPerSecond: 1_000 };

let parley: Parley | null = null;
afterEach(async () => {
  await parley?.stop();
  parley = null;
});

/** `npm run archive -- …` as an operator runs it: what it printed, and whether it went well. */
async function archive({ url, dir }: Parley, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "scripts/archive.ts", ...args, "--url", url],
    { cwd: ROOT, env: { ...process.env, PARLEY_DATA: dir } },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

/** A room in which Ann has said something, all of it archived. */
async function talkedIn(host: Host) {
  parley = await startParley({ host, limits: UNLIMITED });
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  for (let i = 1; i <= 20; i += 1) {
    await ann.command(room, { type: "message.post", body: `message ${i}` });
  }
  await untilArchived(parley, room);
  return { parley, ann, room, log: (await ann.history(room, "?limit=100")).messages };
}

async function untilArchived(parley: Parley, room: string): Promise<void> {
  const columns = /\s21\s+21\s+0\s+0 s\s+live/;
  await expect
    .poll(async () => (await archive(parley, "status", room)).said, { timeout: 60_000 })
    .toMatch(columns);
}

describe.each(["partyserver", "partykit"] as const)("on %s", (host) => {
  test(
    "a room that was lost comes back from its archive, and old clients start anew",
    async () => {
      const { parley, ann, room, log } = await talkedIn(host);
      const socket = await ann.enter(room);
      const epoch = socket.heard.find((message) => message.t === "welcome")?.epoch ?? null;
      expect((await archive(parley, "restore", "Kitchen")).said).toContain("room_not_empty");
      await parley.kill();
      // The disk with the rooms, and not the one with the database.
      await rename(path.join(parley.dir, "rooms"), path.join(parley.dir, "lost"));
      await parley.restart();
      expect((await ann.ask("GET", `/api/rooms/${room}/messages`)).status).toBe(404);
      expect((await archive(parley, "status")).said).toMatch(/Kitchen .* 0\s+0\s+0\s+0 s\s+empty/);
      const { code, said } = await archive(parley, "restore", "Kitchen");
      expect(said).toContain("Kitchen: 21 events are back");
      expect(code).toBe(0);
      expect((await ann.history(room, "?limit=100")).messages).toEqual(log);
      const back = await ann.enter(room, 5, epoch);
      expect(back.heard.find((message) => message.t === "snapshot")).toMatchObject({ seq: 21 });
      back.post("after");
      expect((await back.untilBody("after")).seq).toBe(22);
      await back.close();
    },
    LONG_MS,
  );
});

test(
  "a database that was lost is filled by the rooms, which know who they are",
  async () => {
    const { parley, ann, room, log } = await talkedIn("partyserver");
    await parley.kill();
    await rm(path.join(parley.dir, "libsql"), { recursive: true });
    await parley.restart();
    expect((await archive(parley, "status")).said).toContain(room);
    const { code, said } = await archive(parley, "refill");
    expect(said).toMatch(/21\s+21\s+0\s+0 s\s+live/);
    expect(code).toBe(0);
    // The directory has it again, under its name and with its members.
    expect((await archive(parley, "status")).said).toContain(`Kitchen (${room})`);
    const { url, token } = await databaseDoor(dataFolder(parley.dir));
    const { rows } = await createClient({ url, authToken: token }).execute(
      "select id, name, members from rooms",
    );
    expect(rows.map((row) => ({ ...row }))).toMatchObject([
      { id: room, name: "Kitchen", members: 1 },
    ]);
    // Accounts and sessions are nowhere else, so nobody is signed in any more; rooms take a token for what it says.
    expect((await ann.ask("GET", "/api/rooms")).body).toMatchObject({ code: "unauthenticated" });
    expect((await ann.history(room, "?limit=100")).messages).toEqual(log);
  },
  LONG_MS,
);

test("a wrong use is explained, and a server that is away is told", async () => {
  const nowhere = { url: "http://127.0.0.1:9", dir: "/nowhere" } as Parley;
  expect(await archive(nowhere, "restore")).toMatchObject({
    code: 1,
    said: expect.stringContaining("name the room that was lost"),
  });
});
