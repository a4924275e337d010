import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, isOutdated, objectionToPassword, verifyPassword } from "./passwords.ts";
import { sealOf } from "./secret.ts";

const PASSWORD = "correct horse battery";
const PEPPER = "a pepper";
const HASHING = { PASSWORD_PEPPER: PEPPER, HASHER: undefined };

async function stored(password = PASSWORD): Promise<string> {
  const hash = await hashPassword(password, HASHING);
  if (!hash.ok) throw new Error("busy");
  return hash.value;
}

test("a hash says how it was made, and is peppered scrypt of 2^15, 8, 3", async () => {
  const hash = await stored();
  const [, name, parameters, salt = "", key] = hash.split("$");
  expect([name, parameters]).toEqual(["scrypt", "ln=15,r=8,p=3,v=1"]);
  const options = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
  const derived = scryptSync(PASSWORD, Buffer.from(salt, "base64url"), 32, options);
  expect(key).toBe(await sealOf(PEPPER, new Uint8Array(derived)));
  expect(hash).not.toContain(PASSWORD);
});

test("the same password never gives the same hash", async () => {
  expect(await stored()).not.toBe(await stored());
});

test("only the password that was chosen is right, in either form of its letters", async () => {
  const hash = await stored("Crème brûlée");
  const verify = (password: string) => verifyPassword(password, hash, HASHING);
  expect(await verify("Crème brûlée".normalize("NFD"))).toEqual({ ok: true, value: true });
  expect(await verify("crème brûlée")).toEqual({ ok: true, value: false });
  expect(
    await verifyPassword("Crème brûlée", hash, { ...HASHING, PASSWORD_PEPPER: "another pepper" }),
  ).toEqual({
    ok: true,
    value: false,
  });
});

test("nobody's password is ever right, and checking it takes the same work", async () => {
  const timed = async (hash: string | undefined) => {
    const began = performance.now();
    const answer = await verifyPassword(PASSWORD, hash, HASHING);
    return { answer, ms: performance.now() - began };
  };
  const someone = await timed(await stored("another one"));
  const nobody = await timed(undefined);
  expect(nobody.answer).toEqual({ ok: true, value: false });
  expect(await verifyPassword("", "$scrypt$nonsense", HASHING)).toEqual({ ok: true, value: false });
  expect(nobody.ms).toBeGreaterThan(someone.ms / 3);
});

test("a burst of eleven finds the eleventh turned away", async () => {
  // Of little work each: nobody may give up waiting because this machine is busy.
  const light = (await stored()).replace("ln=15", "ln=4");
  const burst = await Promise.all(
    Array.from({ length: 11 }, () => verifyPassword(PASSWORD, light, HASHING)),
  );
  const refused = burst.filter((answer) => !answer.ok);
  expect(refused).toEqual([
    { ok: false, refusal: { code: "busy", retryable: true, retryAfterMs: 2_000 } },
  ]);
});

test("a hash of other parameters or another pepper is outdated", async () => {
  const hash = await stored();
  expect(isOutdated(hash)).toBe(false);
  expect(isOutdated(hash.replace("ln=15", "ln=14"))).toBe(true);
  expect(isOutdated(hash.replace("v=1", "v=0"))).toBe(true);
});

test.each([
  ["1234567", "password_too_short"],
  ["👍".repeat(7), "password_too_short"],
  ["12345678", null],
  ["👍".repeat(256), null],
  ["é".normalize("NFD").repeat(256), null],
  ["x".repeat(257), "password_too_long"],
  ["x".repeat(100_000), "password_too_long"],
])("the length of %j is judged in characters", (password, objection) => {
  expect(objectionToPassword(password)).toBe(objection);
});
