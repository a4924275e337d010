import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DOOR_LIMITS } from "#protocol/limits.ts";
import {
  FOUNDING,
  signUp,
  startApi,
  type Asked,
  type SignedIn,
  type TestApi,
} from "../../test/api.ts";
import { NOON } from "../../test/words.ts";

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

/** As at the edge, or behind a proxy that its operator has named. */
const behindProxy = () => ({ env: { ...api.env, CLIENT_ADDRESS_HEADER: "X-Real-IP" } });

/** What becomes of so many who ask the same from an address, as status and how often. */
async function many(times: number, path: string, asked: Asked, address?: string) {
  const headers = address === undefined ? {} : { "X-Real-IP": address };
  const heard = await Promise.all(
    Array.from({ length: times }, () =>
      api.ask("POST", path, { world: behindProxy(), ...asked, headers }),
    ),
  );
  const statuses = heard.map(({ status }) => status);
  return { let: statuses.filter((status) => status !== 429).length, heard };
}

/** Refused without a hash, so that a hundred of them cost nothing; but counted all the same. */
const guess = { body: { email: "ann@example.org", password: "short" } };

describe("an address", () => {
  test("signs in ten times in a minute, then is told how long to wait", async () => {
    const { let: some, heard } = await many(100, "/api/session", guess, "203.0.113.7");
    expect(some).toBe(DOOR_LIMITS.signInsPerMinute);
    const refused = heard.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({
      code: "rate_limited",
      retryable: true,
      retryAfterMs: 6_000,
    });
    expect(refused?.headers.get("Retry-After")).toBe("6");
    api.clock.now = NOON + 6_000;
    expect((await many(5, "/api/session", guess, "203.0.113.7")).let).toBe(1);
  });

  test.each([
    ["another address", "203.0.113.8", 10],
    ["another IPv6 network", "2001:db8:0:2::1", 10],
    ["the same network of 64 bits", "2001:db8:0:1:ffff::9", 0],
    ["the same address in another dress", "::ffff:203.0.113.7", 0],
    ["the same proxy with other words before its own", "198.51.100.1, 203.0.113.7", 0],
  ])("leaves to %s what is its own", async (_what, address, left) => {
    await many(10, "/api/session", guess, "203.0.113.7");
    await many(10, "/api/session", guess, "2001:db8:0:1::1");
    expect((await many(11, "/api/session", guess, address)).let).toBe(left);
  });

  test("has its own measure for each thing: signing up, founding and looking at invites", async () => {
    const { token } = await api.invite(ann);
    const join = { body: { ...signUp(token, "Bob"), password: "short" } };
    const found = { body: { ...FOUNDING, password: "short" } };
    const look = { body: { token } };
    const at = "203.0.113.7";
    expect((await many(50, "/api/people", join, at)).let).toBe(DOOR_LIMITS.signUpsPerMinute);
    expect((await many(50, "/api/community", found, at)).let).toBe(0);
    expect((await many(50, "/api/invites/look", look, at)).let).toBe(
      DOOR_LIMITS.inviteLooksPerMinute,
    );
    expect((await many(10, "/api/session", guess, at)).let).toBe(10);
  });

  test("is not what a client says it is, where no proxy is believed", async () => {
    const everybody = 10 * DOOR_LIMITS.signInsPerMinute;
    const addresses = Array.from({ length: everybody + 20 }, (_, i) => `203.0.113.${i}`);
    const heard = await Promise.all(
      addresses.map((address) =>
        api.ask("POST", "/api/session", {
          ...guess,
          headers: {
            "X-Real-IP": address,
            "CF-Connecting-IP": address,
            "X-Forwarded-For": address,
          },
        }),
      ),
    );
    expect(heard.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  test("is nowhere to be found afterwards", async () => {
    const names: string[] = [];
    const limits = {
      take: (name: string) => {
        names.push(name);
        return Promise.resolve({ ok: true } as const);
      },
      canStore: () => Promise.resolve(true),
    };
    await many(1, "/api/session", { ...guess, world: { ...behindProxy(), limits } }, "203.0.113.7");
    expect(names).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  });
});

test.each([
  ["makes ten rooms", "roomsPerMinute", "POST", "/api/rooms", {}],
  ["has ten passwords made", "passwordsPerMinute", "PUT", "/api/password", { password: "short" }],
  [
    "has ten passwords checked",
    "passwordsPerMinute",
    "POST",
    "/api/proof/password",
    { password: "short" },
  ],
] as const)(
  "a person %s in a minute, and nobody else has to wait",
  async (_, limit, method, path, body) => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const ask = (who: SignedIn) => api.ask(method, path, { token: who.accessToken, body });
    const heard = await Promise.all(Array.from({ length: 30 }, () => ask(ann)));
    expect(heard.filter(({ status }) => status !== 429)).toHaveLength(DOOR_LIMITS[limit]);
    expect((await ask(bob)).status).not.toBe(429);
  },
);

test("a person gets thirty tickets in a minute, from wherever they ask", async () => {
  const wish = { token: ann.accessToken, body: { party: "room", id: "x" } };
  const here = await many(20, "/api/tickets", wish, "203.0.113.7");
  const there = await many(20, "/api/tickets", wish, "203.0.113.8");
  expect([here.let, there.let]).toEqual([20, 10]);
  const bob = await api.join(await api.invite(ann), "Bob");
  expect((await many(5, "/api/tickets", { ...wish, token: bob.accessToken })).let).toBe(5);
});
