import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.ts";
import { startEdge } from "../edge.ts";
import { newBindings } from "../secrets.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-wrong-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const WRONG = {
  TOKEN_KEYS: '{"current":{"d":"hunter2","kid":"hunter2"}}',
  REFRESH_SECRET: "hunter2",
  PASSWORD_PEPPER: "hunter2 hunter2",
  INTERNAL_SECRET: "",
  LIBSQL_URL: "http://hunter2.example/",
  LIBSQL_TOKEN: "hunter2",
  MAIL_URL: "hunter2",
  MAIL_TOKEN: "hunter2",
  OIDC_PROVIDERS: '[{"clientSecret":"hunter2"}]',
  PUSH_KEY: '{"d":"hunter2"}',
};

test("a Worker with wrong secrets names every one of them, and neither its answers nor its log hold what they are", async () => {
  const outdir = path.join(dir, "out");
  const build = spawn("node_modules/.bin/wrangler", ["deploy", "--dry-run", "--outdir", outdir], {
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    stdio: "ignore",
  });
  expect(await once(build, "close")).toEqual([0, null]);
  const port = await freePort();
  const bindings = { ...newBindings("http://127.0.0.1:9"), ...WRONG };
  const edge = await startEdge({ outdir, port, rooms: path.join(dir, "rooms"), bindings });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/community`);
    const body = await answer.text();
    expect(answer.status).toBe(500);
    // This runtime tells whoever asks what the edge writes into its log.
    const told = () => body + edge.output();
    await expect.poll(told).toContain("The variable REFRESH_SECRET has to be 32 random bytes");
    const names = ["TOKEN_KEYS", "INTERNAL_SECRET", "LIBSQL_URL", "OIDC_PROVIDERS", "PUSH_KEY"];
    for (const name of names) expect(told()).toContain(`The variable ${name} `);
    expect(told()).not.toContain("hunter2");
  } finally {
    await edge.stop();
  }
});
