import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { sessionIn } from "../../test/passkey-owner.ts";

const KNOWN = "ann@example.org";
const UNKNOWN = "nobody@example.org";
const WRONG = "0000-0000-0000-0000";

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

async function makeCodes(who = ann): Promise<string[]> {
  const heard = await api.ask("POST", "/api/recovery-codes", { token: who.accessToken, body: {} });
  return v.parse(v.object({ codes: v.array(v.string()) }), heard.body).codes;
}
const enter = (email: string, code: string) =>
  api.ask("POST", "/api/session/recovery", { body: { email, code } });
async function left(who = ann): Promise<number> {
  const heard = await api.ask("GET", "/api/ways", { token: who.accessToken });
  return v.parse(v.object({ recoveryCodes: v.number() }), heard.body).recoveryCodes;
}

describe("recovery codes", () => {
  test("are ten, all different, and stored as nothing that can be read", async () => {
    const codes = await makeCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes)
      expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    const { rows } = await api.database.client.execute("select * from recovery_codes");
    const stored = JSON.stringify(rows);
    for (const code of codes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
    }
    expect(await left()).toBe(10);
  });

  test("sign in once each, however they are typed", async () => {
    const [code = "", second = ""] = await makeCodes();
    const entered = await enter(" Ann@Example.org ", ` ${code.toUpperCase().replaceAll("-", " ")}`);
    expect(entered.status).toBe(201);
    expect(sessionIn(entered).person.id).toBe(ann.person.id);
    expect(await left()).toBe(9);
    expect((await enter(KNOWN, code)).body).toMatchObject({ code: "recovery_failed" });
    const written = second.replaceAll("0", "O").replaceAll("1", "l");
    expect((await enter(KNOWN, written)).status).toBe(201);
  });

  test("let one in of many who bring the same at the same time", async () => {
    const [code = ""] = await makeCodes();
    const heard = await Promise.all(Array.from({ length: 4 }, () => enter(KNOWN, code)));
    expect(heard.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("made anew void all the old ones", async () => {
    const [old = ""] = await makeCodes();
    const [code = ""] = await makeCodes();
    expect((await enter(KNOWN, old)).body).toMatchObject({ code: "recovery_failed" });
    expect((await enter(KNOWN, code)).status).toBe(201);
    expect(await left()).toBe(9);
  });

  test("are of no use with another's address", async () => {
    await api.join(await api.invite(ann), "Bob");
    const [code = ""] = await makeCodes();
    expect((await enter("bob@example.org", code)).body).toMatchObject({ code: "recovery_failed" });
    expect((await enter(KNOWN, code)).status).toBe(201);
  });

  test("are proof enough to make others, because whoever has lost everything has to", async () => {
    const [code = ""] = await makeCodes();
    api.clock.now += 60 * 60_000;
    const back = sessionIn(await enter(KNOWN, code));
    expect(await makeCodes(back)).toHaveLength(10);
  });

  test("of someone who was put out are told so with the right code only", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const [code = ""] = await makeCodes(bob);
    await api.database.client.execute({
      sql: "update accounts set banned_at = 1 where id = ?",
      args: [bob.person.id],
    });
    expect((await enter("bob@example.org", WRONG)).body).toMatchObject({ code: "recovery_failed" });
    expect((await enter("bob@example.org", code)).body).toMatchObject({ code: "banned" });
  });
});

describe("guessing a recovery code", () => {
  test("is slow after five, for known and unknown addresses alike, and shares its count with passwords", async () => {
    const [code = ""] = await makeCodes();
    const answers = { [KNOWN]: [] as unknown[], [UNKNOWN]: [] as unknown[] };
    for (const email of [KNOWN, UNKNOWN] as const) {
      for (let guess = 0; guess < 5; guess += 1) {
        const { status, body } = await enter(email, WRONG);
        answers[email].push({ status, body });
      }
      const { status, body } = await enter(email, WRONG);
      answers[email].push({ status, body });
    }
    expect(answers[UNKNOWN]).toEqual(answers[KNOWN]);
    expect(answers[KNOWN].at(-1)).toMatchObject({ status: 429 });
    expect((await enter(KNOWN, code)).body).toMatchObject({ code: "rate_limited" });
    const password = await api.ask("POST", "/api/session", {
      body: { email: KNOWN, password: PASSWORD },
    });
    expect(password.body).toMatchObject({ code: "rate_limited" });
    api.clock.now += 60_000;
    expect((await enter(KNOWN, code)).status).toBe(201);
  });

  test("makes the same questions to the database whoever is asked about", async () => {
    await makeCodes();
    const asked: Record<string, string[]> = {};
    for (const email of [KNOWN, UNKNOWN]) {
      const lines: string[] = [];
      asked[email] = lines;
      const { client, ask } = api.database;
      const watched = {
        ask: new Proxy(ask, {
          get(target, name, receiver) {
            lines.push(`ask ${String(name)}`);
            return Reflect.get(target, name, receiver) as unknown;
          },
        }),
        client: new Proxy(client, {
          get(target, name) {
            if (name !== "batch") return Reflect.get(target, name, target) as unknown;
            return (statements: { sql: string }[], mode: "write") => {
              lines.push(...statements.map(({ sql }) => sql));
              return target.batch(statements, mode);
            };
          },
        }),
      };
      const body = { email, code: WRONG };
      const heard = await api.ask("POST", "/api/session/recovery", {
        body,
        world: { database: watched },
      });
      expect(heard.body).toMatchObject({ code: "recovery_failed" });
    }
    expect(asked[KNOWN]?.length).toBeGreaterThan(3);
    expect(asked[UNKNOWN]).toEqual(asked[KNOWN]);
  });

  test.each([[""], ["0000-0000-0000-000"], ["u".repeat(16)], ["0".repeat(10_000)]])(
    "with what is no code at all is refused and counts for nothing (%#)",
    async (code) => {
      for (let guess = 0; guess < 8; guess += 1) {
        expect((await enter(KNOWN, code)).body).toMatchObject({ code: "recovery_failed" });
      }
    },
  );

  test("is counted with all sign-ins from one address", async () => {
    // Where no address is known, ten times as many from all together.
    const statuses: number[] = [];
    for (let time = 0; time < 101; time += 1) statuses.push((await enter(KNOWN, "")).status);
    expect(statuses.indexOf(429)).toBe(100);
  });
});
