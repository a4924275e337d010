import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { CLAIMS_HEADER, claimsToHeader } from "#party/claims.ts";
import { person } from "../fakes/room-bench.ts";
import { ticketClaims } from "../fakes/ticket-claims.ts";
import { newBindings } from "../secrets.ts";
import { startWorker } from "./one-worker.ts";

/** Rooms as they are served, with a hand in their storage that asks nobody: a row of theirs is torn, and whole again. */
const WORKER = `
  import { Room as Served } from "#party/hosts/room-server.ts";
  import { internalRequest } from "#party/internal/door.ts";
  export class Room extends Served {
    tear() { return this.ctx.storage.put("inboxes", "{"); }
    mend() { return this.ctx.storage.delete("inboxes"); }
    ring() { return this.ctx.storage.setAlarm(Date.now()); }
    alarmAt() { return this.ctx.storage.getAlarm(); }
  }
  export default {
    async fetch(request, env) {
      const [room, does] = new URL(request.url).pathname.slice(1).split("/");
      const object = env.Room.getByName(room);
      if (does === "enter") return object.fetch(request);
      const ask = { ask: "letter", room, after: 0 };
      if (does === "ask") return object.fetch(internalRequest(JSON.stringify(ask), env.INTERNAL_SECRET));
      return Response.json((await object[does]()) ?? null);
    },
  };`;

let workerd: Miniflare;
beforeAll(async () => {
  workerd = await startWorker(WORKER, {
    durableObjects: { Room: { className: "Room", useSQLite: true } },
    bindings: newBindings("http://127.0.0.1:9"),
  });
});
afterAll(() => workerd.dispose());

let made = 0;
let room: string;
beforeEach(() => {
  made += 1;
  room = `room-${made}`;
});

function at(does: string, init = {}) {
  return workerd.dispatchFetch(`http://worker/${room}/${does}`, init);
}

async function alarmInMs(): Promise<number> {
  const alarm = Number(await (await at("alarmAt")).json());
  return alarm - Date.now();
}

test("a room that cannot wake for its alarm has a later one set", async () => {
  await at("tear");
  await at("ring");
  await expect.poll(alarmInMs).toBeGreaterThan(30_000);
});

test("whoever asks a room that cannot wake is told that, without why, and is answered as soon as it can", async () => {
  await at("tear");
  const refused = await at("ask");
  expect([refused.status, await refused.text()]).toEqual([500, ""]);
  await at("mend");
  expect((await at("ask")).status).toBe(200);
});

test("so is whoever comes by socket", async () => {
  await at("tear");
  const claims = ticketClaims(person("Ann"), Date.now());
  const headers = { upgrade: "websocket", [CLAIMS_HEADER]: claimsToHeader(claims) };
  const { webSocket } = await at("enter", { headers });
  const heard: unknown[] = [];
  const closed = new Promise<number>((resolve) => {
    webSocket?.addEventListener("message", ({ data }) => heard.push(data));
    webSocket?.addEventListener("close", ({ code }) => resolve(code));
  });
  webSocket?.accept();
  webSocket?.send("hello?");
  expect([await closed, heard]).toEqual([CLOSE.fault, []]);
});
