import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accountNumber, sessionNumber } from "../test/accounts.ts";
import { emptyDatabase, startDatabase, type TestDatabase } from "../test/database.ts";
import { NOON } from "../test/words.ts";
import { foundCommunity } from "./community.ts";
import { findToken, revokeSession, rotateToken, startSession } from "./sessions.ts";

let real: TestDatabase;
beforeAll(async () => {
  real = await startDatabase();
});
beforeEach(async () => {
  await emptyDatabase(real.database);
  await foundCommunity(real.database, {
    name: "Club",
    founder: accountNumber(1, "owner"),
    nameKey: "person 1",
    session: sessionNumber(1),
    now: NOON,
  });
});
afterAll(() => real.stop());

const next = { hash: "next", generation: 1, nonce: "n" };
const rotate = (successor = next, now = NOON + 5) =>
  rotateToken(real.database, { session: "session-1", hash: "token-1", successor, now });

describe("a session", () => {
  test("is found by its token, with the person as they are now", async () => {
    expect(await findToken(real.database, "token-1")).toEqual({
      token: expect.objectContaining({ generation: 0, usedAt: null, createdAt: NOON }),
      session: {
        id: "session-1",
        person: "person-1",
        name: "Person 1",
        role: "owner",
        version: 1,
        expiresAt: NOON + 1_000_000,
        isRevoked: false,
        isNameUntold: false,
        erasureToldAt: null,
      },
    });
    expect(await findToken(real.database, "wrong")).toBeUndefined();
  });

  test("spends a token once, however many try at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => rotate()));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect((await findToken(real.database, "token-1"))?.token.usedAt).toBe(NOON + 5);
    expect((await findToken(real.database, "next"))?.token.usedAt).toBeNull();
  });

  test("gives no successor once it is revoked", async () => {
    await revokeSession(real.database, "session-1", NOON);
    expect((await findToken(real.database, "token-1"))?.session.isRevoked).toBe(true);
    expect(await rotate()).toBe(false);
    expect(await findToken(real.database, "next")).toBeUndefined();
  });

  test("is over when the account's version is raised", async () => {
    await real.database.client.execute("update accounts set session_version = 2");
    expect((await findToken(real.database, "token-1"))?.session.isRevoked).toBe(true);
  });

  test("does not start for whoever was found before it was raised", async () => {
    const late = { ...sessionNumber(1), id: "late" };
    const token = { hash: "late", generation: 0, nonce: "n" };
    await real.database.client.execute("update accounts set session_version = 2");
    expect(await startSession(real.database, { ...late, token }, 1, NOON)).toBe(false);
    expect(await startSession(real.database, { ...late, token }, 2, NOON)).toBe(true);
  });

  test("forgets tokens that were used more than a day ago", async () => {
    await rotate();
    const later = NOON + 25 * 60 * 60 * 1_000;
    const successor = { hash: "third", generation: 2, nonce: "n" };
    const rotation = { session: "session-1", hash: "next", successor, now: later };
    expect(await rotateToken(real.database, rotation)).toBe(true);
    expect(await findToken(real.database, "token-1")).toBeUndefined();
    expect(await findToken(real.database, "next")).toBeDefined();
  });

  test("that has run out is cleared away when its person signs in again", async () => {
    const again = { ...sessionNumber(1), id: "again", expiresAt: NOON + 2_000_000 };
    const token = { hash: "again", generation: 0, nonce: "n" };
    await startSession(real.database, { ...again, token }, 1, NOON + 1_000_000);
    expect(await findToken(real.database, "token-1")).toBeUndefined();
    expect(await findToken(real.database, "again")).toBeDefined();
  });
});
