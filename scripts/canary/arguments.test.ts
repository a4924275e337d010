import { expect, test } from "vitest";
import { readCanaryArguments } from "./arguments.ts";

test("it takes what the smoke test takes, and how long to watch", () => {
  const url = "https://chat.example.org";
  expect(readCanaryArguments([url, "--keys", "there"], {})).toEqual({
    url,
    invite: undefined,
    keys: "there",
    watchSeconds: 0,
  });
  expect(readCanaryArguments(["--watch", "120", url], {})).toMatchObject({
    url,
    watchSeconds: 120,
  });
});

test.each(["", "soon", "-1", "1.5", "241"])("--watch %j is told what it takes", (given) => {
  expect(() => readCanaryArguments(["https://chat.example.org", "--watch", given], {})).toThrow(
    '--watch takes whole seconds, up to 240, as in "--watch 120".',
  );
});
