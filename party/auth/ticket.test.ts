import { decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { newEnv, newSigningKey } from "../../test/secrets.ts";
import { ann, NOON, roomId } from "../../test/words.ts";
import { claimsFromHeader, claimsToHeader } from "../claims.ts";
import { checkAccessToken, issueAccessToken } from "./access-token.ts";
import { isOperatorToken, issueOperatorToken } from "./operator-token.ts";
import { checkTicket, issueTicket } from "./ticket.ts";
import { loadTokenKeys, type TokenKeys } from "./token-keys.ts";

const author = { person: ann, name: "Ann Ünicode 👋", role: "owner", session: "s1" } as const;
const garden = { party: "room", id: roomId("garden") } as const;
const holder = { author, sessionExpiresAt: NOON + 300_000 };

let keys: TokenKeys;
beforeAll(async () => {
  keys = await loadTokenKeys(newEnv());
});

const issue = (now = NOON) => issueTicket(keys, garden, holder, now);

describe("a ticket", () => {
  test("says who may come in, until when, and has a name of its own", async () => {
    const claims = await checkTicket(keys, await issue(), garden, NOON + 1_000);
    expect(claims).toEqual({
      ...author,
      ticket: expect.stringMatching(/^[\w-]{43}$/),
      ticketExpiresAt: NOON + 30_000,
      sessionExpiresAt: NOON + 300_000,
    });
    const other = await checkTicket(keys, await issue(), garden, NOON);
    expect(other?.ticket).not.toBe(claims?.ticket);
  });

  test("says for how long messages can be edited, as the access token did that it was got with", async () => {
    const limited = { ...author, editWindowMs: 300_000 };
    const { token } = await issueAccessToken(keys, limited, 1, NOON);
    const access = await checkAccessToken(keys, token, NOON);
    expect(access?.author).toEqual(limited);
    if (!access) throw new Error("it has just been made");
    const ticket = await issueTicket(keys, garden, { ...holder, author: access.author }, NOON);
    const claims = await checkTicket(keys, ticket, garden, NOON);
    expect(claims).toMatchObject(limited);
    if (!claims) throw new Error("it has just been made");
    expect(claimsFromHeader(claimsToHeader(claims))).toEqual(claims);
  });

  test("is good for thirty seconds", async () => {
    const ticket = await issue();
    expect(await checkTicket(keys, ticket, garden, NOON + 29_999)).not.toBeNull();
    expect(await checkTicket(keys, ticket, garden, NOON + 30_000)).toBeNull();
  });

  test("opens one door", async () => {
    const ticket = await issue();
    expect(
      await checkTicket(keys, ticket, { party: "room", id: roomId("other") }, NOON),
    ).toBeNull();
    expect(await checkTicket(keys, "", garden, NOON)).toBeNull();
  });
});

test("no kind of token stands for another", async () => {
  const access = (await issueAccessToken(keys, author, 1, NOON)).token;
  const operator = await issueOperatorToken(keys, NOON);
  const tokens = { access, ticket: await issue(), operator };
  const accepted = await Promise.all(
    Object.entries(tokens).map(async ([kind, token]) => [
      kind,
      (await checkAccessToken(keys, token, NOON)) !== null,
      (await checkTicket(keys, token, garden, NOON)) !== null,
      await isOperatorToken(keys, token, NOON),
    ]),
  );
  expect(accepted).toEqual([
    ["access", true, false, false],
    ["ticket", false, true, false],
    ["operator", false, false, true],
  ]);
});

describe("keys", () => {
  const load = (set: object) => loadTokenKeys({ TOKEN_KEYS: set } as never);
  const [old, next] = [newSigningKey("old"), newSigningKey("new")];

  test("are loaded once for each configuration", () => {
    const env = newEnv();
    expect(loadTokenKeys(env)).toBe(loadTokenKeys(env));
  });

  test("change without signing anyone out, until the old one is dropped", async () => {
    const before = await load({ current: old, next });
    const switched = await load({ current: next, previous: old });
    const after = await load({ current: next });
    const { token } = await issueAccessToken(before, author, 1, NOON);
    expect(await checkAccessToken(switched, token, NOON)).toMatchObject({ author });
    expect(await checkAccessToken(after, token, NOON)).toBeNull();
    const early = await issueAccessToken(switched, author, 1, NOON);
    expect(await checkAccessToken(before, early.token, NOON)).toMatchObject({ author });
  });

  test("take over at their time by themselves, and sign before that for nobody", async () => {
    const keys = await load({ current: old, next: { ...next, from: NOON } });
    const kidAt = async (now: number) =>
      decodeProtectedHeader((await issueAccessToken(keys, author, 1, now)).token).kid;
    expect(await kidAt(NOON - 1)).toBe("old");
    expect(await kidAt(NOON)).toBe("new");
    const { token } = await issueAccessToken(keys, author, 1, NOON - 1);
    expect(await checkAccessToken(keys, token, NOON)).toMatchObject({ author });
    // One that is only published signs nothing, whenever.
    const published = await load({ current: old, next: { ...next, d: undefined, from: NOON } });
    const { token: later } = await issueAccessToken(published, author, 1, NOON + 1);
    expect(decodeProtectedHeader(later).kid).toBe("old");
  });

  test("are published without their private half", async () => {
    const { jwks } = await load({ current: old, next });
    expect(JSON.stringify(jwks)).not.toContain(String(old["d"]));
    expect(jwks.keys.map(({ kid }) => kid)).toEqual(["old", "new"]);
  });
});
