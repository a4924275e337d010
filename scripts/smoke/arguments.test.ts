import { expect, test } from "vitest";
import { readSmokeArguments } from "./arguments.ts";

test("keys are looked for where this address's would be, unless they are named", () => {
  expect(readSmokeArguments(["http://localhost:1999/rooms/x"], {})).toEqual({
    url: "http://localhost:1999",
    invite: undefined,
    keys: ".data",
  });
  const far = ["https://chat.example.org"];
  expect(readSmokeArguments(far, {}).keys).toBe(".deploy");
  expect(readSmokeArguments(far, { PARLEY_DEPLOYMENT: "staging" }).keys).toBe("staging");
  expect(readSmokeArguments(far, { PARLEY_DATA: "/data" }).keys).toBe("/data");
  expect(readSmokeArguments([...far, "--keys", "there"], { PARLEY_DATA: "/data" }).keys).toBe(
    "there",
  );
});

test("an invite may be a link or what is behind its #", () => {
  const invite = (given: string) =>
    readSmokeArguments(["https://chat.example.org", "--invite", given], {}).invite;
  expect(invite("https://chat.example.org/join#abc")).toBe("abc");
  expect(invite("abc")).toBe("abc");
});

test.each([
  [[]],
  [["chat.example.org"]],
  [["https://a.example", "https://b.example"]],
  [["https://a.example", "--invite=x", "--keys=y"]],
  [["https://a.example", "--force"]],
])("%j shows how it is used", (args) => {
  expect(() => readSmokeArguments(args, {})).toThrow("npm run smoke -- https://");
});
