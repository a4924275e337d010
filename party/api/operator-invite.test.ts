import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PASSWORD, startApi, type TestApi } from "../../test/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

async function ask() {
  return api.ask("POST", "/api/operator/invites", { token: await api.operator(), body: {} });
}

function join(token: unknown, name: string) {
  const body = { token, displayName: name, email: `${name}@example.org`, password: PASSWORD };
  return api.ask("POST", "/api/people", { body });
}

test("the operator's invite lets in one newcomer, as a member", async () => {
  await api.found();
  const { status, body } = await ask();
  expect(status).toBe(201);
  const { token } = body as { token: string };
  expect(await join(token, "Bob")).toMatchObject({
    status: 201,
    body: { person: { role: "member" } },
  });
  expect((await join(token, "Eve")).body).toMatchObject({ code: "invite_invalid" });
});

test("there is none before there is a community", async () => {
  expect((await ask()).body).toMatchObject({ code: "community_missing" });
});
