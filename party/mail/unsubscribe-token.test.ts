import { expect, test } from "vitest";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { newSecret } from "../auth/secret.ts";
import { openUnsubscribeToken, unsubscribeToken } from "./unsubscribe-token.ts";

const SECRET = newSecret();
const said = { person: v.parse(PersonId, "ann_1-x"), kind: "missed" } as const;

test("names whose mail ends and which, and has no sign in it that an address would change", async () => {
  const token = await unsubscribeToken(SECRET, said);
  expect(encodeURIComponent(token)).toBe(token);
  expect(await openUnsubscribeToken(SECRET, token)).toEqual(said);
});

test("one sign that is another makes it none", async () => {
  const token = await unsubscribeToken(SECRET, said);
  for (let at = 0; at < token.length; at += 1) {
    const forged = `${token.slice(0, at)}${token[at] === "a" ? "b" : "a"}${token.slice(at + 1)}`;
    expect(await openUnsubscribeToken(SECRET, forged)).toBeNull();
  }
  expect(await openUnsubscribeToken(newSecret(), token)).toBeNull();
  expect(await openUnsubscribeToken(SECRET, "missed.ann")).toBeNull();
});
