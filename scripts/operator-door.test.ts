import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets, type Secrets } from "./secrets.ts";
import { openOperatorDoor, requireServer } from "./operator-door.ts";

type Reply = { status: number; body: unknown } | "hang up";

let dir: string;
let secrets: Secrets;
let server: Server;
let url: string;
let replies: Reply[];
let asked: { body: string; authorization: string | undefined }[];

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-door-"));
  secrets = await openSecrets(path.join(dir, "secrets.json"));
  replies = [];
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      asked.push({ body, authorization: request.headers.authorization });
      const reply = replies.shift() ?? "hang up";
      if (reply === "hang up") request.socket.destroy();
      else response.writeHead(reply.status).end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});

const Answer = v.object({ added: v.number() });

test("a lost answer and a busy server are asked again, with the very same words", async () => {
  const busy = { code: "busy", title: "Busy.", retryable: true, retryAfterMs: 1 };
  replies = ["hang up", { status: 503, body: busy }, { status: 200, body: { added: 3 } }];
  const door = await openOperatorDoor(url, secrets);
  expect(await door("/x", { id: "one" }, Answer)).toEqual({ added: 3 });
  expect(asked.map(({ body }) => body)).toEqual(Array(3).fill('{"id":"one"}'));
  expect(asked.every(({ authorization }) => authorization?.startsWith("Bearer "))).toBe(true);
});

test("a final refusal is told once, in the server's words", async () => {
  replies = [{ status: 403, body: { code: "not_allowed", title: "No.", retryable: false } }];
  const door = await openOperatorDoor(url, secrets);
  await expect(door("/x", {}, Answer)).rejects.toThrow("The server refused (not_allowed): No.");
  expect(asked).toHaveLength(1);
});

test("before anything is sent, it must be a community that answers", async () => {
  replies = [
    { status: 200, body: { name: "Attic" } },
    { status: 200, body: { name: null } },
    { status: 200, body: ["something else"] },
  ];
  await requireServer(url);
  await expect(requireServer(url)).rejects.toThrow("no community");
  await expect(requireServer(url)).rejects.toThrow("No Parley answers");
  await expect(requireServer(url)).rejects.toThrow("npm start");
});
