import { Hono } from "hono";
import { expect, test } from "vitest";
import { newEnv } from "../../test/secrets.ts";
import { isSecure } from "./origin.ts";
import type { ApiEnv } from "./world.ts";

const app = new Hono<ApiEnv>().get("/", (c) => c.json(isSecure(c)));

const cameByTls = async (url: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await app.fetch(new Request(url, { headers }), { world: { env: newEnv() } as never })).json();

test.each([
  ["https://chat.example.org/", {}, true],
  // A proxy has ended TLS: a page of ours asks, and then somebody who follows a link.
  ["http://chat.example.org/", { Origin: "https://chat.example.org" }, true],
  ["http://chat.example.org/", {}, true],
  ["http://10.0.0.7:1999/", { Origin: "https://chat.example.org" }, true],
  ["http://localhost:1999/", { Origin: "http://localhost:1999" }, false],
  ["http://localhost:1999/", {}, false],
])("whoever asks %s with %j came by https: %s", async (url, headers, told) => {
  expect(await cameByTls(url, headers)).toBe(told);
});
