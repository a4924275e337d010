import { expect, test } from "vitest";
import { answerHash } from "../../scripts/hasher.ts";
import { scryptBy, scryptHere } from "./scrypt.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("it is scrypt: RFC 7914, second vector, the first half", async () => {
  const recipe = { log2N: 10, r: 8, p: 1, salt: bytes("NaCl") };
  const hash = Buffer.from(await scryptHere(bytes("password"), { ...recipe, p: 16 }));
  expect(hash.toString("hex")).toBe(
    "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
  );
});

test("a hasher gives the same, whatever is in the password", async () => {
  const recipe = { log2N: 4, r: 8, p: 3, salt: new Uint8Array([0, 255, 62, 63]) };
  const hasher = { fetch: async (request: Request) => new Response(await answerHash(request)) };
  const password = bytes("Crème brûlée \u{1F36E}");
  expect(await scryptBy(hasher, password, recipe)).toEqual(await scryptHere(password, recipe));
});

test("a hasher that fails is a fault, and never a hash", async () => {
  const recipe = { log2N: 4, r: 8, p: 1, salt: bytes("salt") };
  for (const answer of [new Response(null, { status: 500 }), new Response("short")]) {
    const hashed = scryptBy({ fetch: async () => answer }, bytes("password"), recipe);
    await expect(hashed).rejects.toThrow("no hash");
  }
});
