import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { MAX_POLL_WAIT_MS, PING_EVERY_MS, PONG_TIMEOUT_MS } from "#protocol/limits.ts";
import { peopleCarried } from "./open-files.ts";
import { readServerSettings } from "./server-settings.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const example = (name: string) => read(`docs/self-hosting/${name}`);
const API_BODY_BYTES =
  Number(/MAX_BODY_BYTES = (\d+) \* 1024/.exec(read("party/api/body.ts"))?.[1]) * 1_024;

/** What a unit of systemd's says of a key, the last time. */
const unit = (key: string) =>
  example("parley.service")
    .split("\n")
    .findLast((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1);

test("the service has longer to end than the server takes to, and then all of it is gone", () => {
  const grace = Number(
    /STOP_GRACE_MS = ([\d_]+)/.exec(read("scripts/start.mjs"))?.[1]?.replace("_", ""),
  );
  expect(grace).toBeGreaterThan(1_000);
  expect(Number.parseInt(unit("TimeoutStopSec") ?? "", 10) * 1_000).toBeGreaterThan(grace + 2_000);
  expect(unit("KillMode")).toBe("mixed");
});

test("the service may have as many files open as ten thousand people need", () => {
  expect(peopleCarried(Number(unit("LimitNOFILE")))).toBeGreaterThan(10_000);
});

test("the service's data is in the one folder that it may write to", () => {
  expect(unit("Environment")).toBe(`PARLEY_DATA=/var/lib/${unit("StateDirectory")}`);
  expect(unit("ProtectSystem")).toBe("strict");
});

test.skipIf(!has("systemd-analyze"))("systemd understands every line of the service", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "parley-unit-"));
  const file = path.join(dir, "parley.service");
  const text = example("parley.service").replace("/usr/bin/node ", `${process.execPath} `);
  const complaints = (of: string) => {
    writeFileSync(file, of);
    try {
      return execFileSync("sh", ["-c", `systemd-analyze verify "$0" 2>&1`, file], {
        encoding: "utf8",
      });
    } catch (error) {
      return String(error);
    }
  };
  expect(complaints(text)).toBe("");
  expect(complaints(`${text}\nAfterwards=parley`)).toContain("Afterwards");
  rmSync(dir, { recursive: true });
});

test("the settings of the example are ones that a server starts with, those that are left out too", () => {
  const settings = readServerSettings(
    parseEnv(example("parley.env").replaceAll(/^#(?=[A-Z])/gm, "")),
  );
  expect(settings).toMatchObject({
    host: "127.0.0.1",
    port: 1999,
    address: "https://chat.example.org",
    mail: "service",
    said: { CLIENT_ADDRESS_HEADER: "X-Real-IP" },
  });
});

test("nginx waits longer than Parley is ever silent", () => {
  const silence = Math.max(MAX_POLL_WAIT_MS, PING_EVERY_MS + PONG_TIMEOUT_MS);
  for (const key of ["proxy_read_timeout", "proxy_send_timeout"]) {
    const [, seconds] = new RegExp(`${key} (\\d+)s;`).exec(example("nginx.conf")) ?? [];
    expect(Number(seconds) * 1_000).toBeGreaterThan(silence + 10_000);
  }
});

test.each([
  ["nginx", /client_max_body_size (\d+)k;/],
  ["Caddy", /max_size (\d+)KB/],
])("%s lets a little more through than Parley takes, so that Parley says why not", (name, size) => {
  const file = example(name === "nginx" ? "nginx.conf" : "Caddyfile");
  // Caddy's KB has a thousand bytes.
  const bytes = Number(size.exec(file)?.[1]) * 1_000;
  expect(bytes).toBeGreaterThan(API_BODY_BYTES);
  expect(bytes).toBeLessThan(2 * API_BODY_BYTES);
});

function has(command: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${command}`]);
    return true;
  } catch {
    // Debian has it in its package systemd; other systems have none.
    return false;
  }
}
