import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Mailer } from "#party/mail/mailer.ts";
import { startApi, type TestApi } from "../../test/api.ts";
import { ORIGIN } from "../../test/secrets.ts";

const KNOWN = "ann@example.org";
const UNKNOWN = "nobody@example.org";
const FROM_PAGE = { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN };

/** What a mail service takes: far more than this machine's moods. */
const SERVICE_MS = 150;

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  await api.found();
});
afterAll(() => api.stop());

const patient = { mailboxPerHour: 1_000, mailsPerMinute: 1_000 };

async function ask(path: string, email: string, mailer: Mailer): Promise<number> {
  const env = { ...api.env, DOOR_LIMITS: { ...api.env.DOOR_LIMITS, ...patient } };
  const began = performance.now();
  const heard = await api.ask("POST", path, {
    body: { email },
    headers: FROM_PAGE,
    world: { mailer, env },
  });
  const took = performance.now() - began;
  expect(heard.status).toBe(202);
  await api.settle();
  return took;
}

test.each(["/api/mail/sign-in", "/api/mail/reset"])(
  "no watch tells at %s whose address it is",
  async (path) => {
    let sent = 0;
    const slow: Mailer = {
      async send() {
        sent += 1;
        await pause(SERVICE_MS);
        return { ok: true };
      },
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 4; round += 1) {
      known.push(await ask(path, KNOWN, slow));
      unknown.push(await ask(path, UNKNOWN, slow), await ask(path, UNKNOWN, slow));
      known.push(await ask(path, KNOWN, slow));
    }
    expect(sent).toBe(8);
    const difference = Math.min(...known) - Math.min(...unknown);
    expect(Math.abs(difference)).toBeLessThan(SERVICE_MS / 5);
  },
);

test("a mail that cannot be sent changes nothing about the answer, and the log names nobody", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const broken: Mailer = { send: async () => ({ ok: false, final: true, code: "http_422" }) };
  await ask("/api/mail/reset", KNOWN, broken);
  await ask("/api/mail/reset", UNKNOWN, broken);
  const failing: Mailer = { send: () => Promise.reject(new Error(`no mail for ${KNOWN}`)) };
  await ask("/api/mail/reset", KNOWN, failing);
  const lines = told.mock.calls.flat();
  told.mockRestore();
  const [at, request]: unknown[] = [expect.any(String), expect.any(String)];
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: "error", at, request, event: "mail.failed", kind: "reset_password", code: "http_422" },
    { level: "error", at, request, event: "later.failed", name: "Error" },
  ]);
});
