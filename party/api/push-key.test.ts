import { afterAll, beforeAll, expect, test } from "vitest";
import { startApi, type TestApi } from "../../test/api.ts";
import { newEnv } from "../../test/secrets.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test("browsers learn the key that they subscribe with: a point, and never its secret", async () => {
  const { status, body } = await api.ask("GET", "/api/push-key");
  expect({ status, body }).toEqual({
    status: 200,
    body: { key: expect.stringMatching(/^B[\w-]{86}$/) },
  });
});

test("without a key they learn that there are no notifications, and nothing breaks", async () => {
  const { PUSH_KEY: _, ...env } = newEnv();
  const heard = await api.ask("GET", "/api/push-key", { world: { env } });
  expect(heard).toMatchObject({ status: 200, body: { key: null } });
});
