import { expect, test } from "vitest";
import { fromBase64Url, hashOf, isSame, newSecret, sealOf, toBase64Url } from "./secret.ts";

test("secrets are 256 bits, and no two are the same", () => {
  expect(newSecret()).toMatch(/^[\w-]{43}$/);
  expect(newSecret()).not.toBe(newSecret());
});

test("hashes and seals are those of SHA-256", async () => {
  const hex = (text: string) => Buffer.from(text, "base64url").toString("hex");
  expect(hex(await hashOf("abc"))).toMatch(/^ba7816bf8f01cfea.*f20015ad$/);
  // RFC 4231, test case 2.
  expect(hex(await sealOf("Jefe", "what do ya want for nothing?"))).toMatch(
    /^5bdcc146bf60754e.*64ec3843$/,
  );
});

test("texts are compared whole", () => {
  expect(isSame("abc", "abc")).toBe(true);
  expect(isSame("abc", "abd")).toBe(false);
  expect(isSame("abc", "ab")).toBe(false);
  expect(isSame("", "a")).toBe(false);
});

test("bytes survive base64url, and what is none is null", () => {
  const bytes = Uint8Array.from([0, 251, 255, 62, 63]);
  expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
  expect(fromBase64Url("?")).toBeNull();
});
