import { expect, test, vi } from "vitest";
import { deliver } from "./deliver.ts";
import type { Handover, Mail } from "./mailer.ts";

const MAIL: Mail = { to: "ann@example.org", subject: "Hello", text: "secret", html: "secret" };
const busy: Handover = { ok: false, final: false, code: "http_503" };

async function delivered(...answers: Handover[]) {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const pauses: number[] = [];
  let sent = 0;
  const send = async () => answers[sent++] ?? busy;
  await deliver({ send }, "sign_in", MAIL, async (ms) => {
    pauses.push(ms);
  });
  const lines = told.mock.calls.flat();
  told.mockRestore();
  return { sent, pauses, lines };
}

test("a mail is handed over once when all is well", async () => {
  expect(await delivered({ ok: true })).toEqual({ sent: 1, pauses: [], lines: [] });
});

test("a service that is busy is asked again, later and later", async () => {
  expect(await delivered(busy, busy, { ok: true })).toEqual({
    sent: 3,
    pauses: [1_000, 4_000],
    lines: [],
  });
});

test("after three tries it is given up, and the log says what kind of mail it was and no more", async () => {
  const { sent, lines } = await delivered(busy, busy, busy);
  expect(sent).toBe(3);
  const at: unknown = expect.any(String);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: "error", event: "mail.failed", at, kind: "sign_in", code: "http_503" },
  ]);
});

test("what will never be taken is not offered again", async () => {
  expect(await delivered({ ok: false, final: true, code: "http_422" })).toMatchObject({ sent: 1 });
});
