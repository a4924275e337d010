import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON } from "../../test/words.ts";

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  bob = await api.join(await api.invite(ann), "Bob");
  await api.ask("POST", "/api/rooms", { token: ann.accessToken, body: GARDEN });
});
afterAll(() => api.stop());

const GARDEN = { id: commandId(1), name: "Garden", topic: "Plants" };
const ticket = (who = ann, id: string = GARDEN.id, party = "room") =>
  api.ask("POST", "/api/tickets", { token: who.accessToken, body: { party, id } });

describe("a ticket", () => {
  test("is given to members, and lasts for a socket as long as the session", async () => {
    expect(await ticket()).toMatchObject({
      status: 200,
      body: { ticket: expect.any(String), expiresAt: NOON + 5 * 60_000 },
    });
  });

  test("is not given for a room one is not in, or that is not there", async () => {
    expect(await ticket(bob)).toMatchObject({ status: 403, body: { code: "not_member" } });
    expect(await ticket(ann, "nowhere")).toMatchObject({
      status: 404,
      body: { code: "no_such_room" },
    });
    expect((await ticket(ann, "../x")).body).toMatchObject({ code: "malformed" });
    expect((await ticket(ann, GARDEN.id, "limits")).body).toMatchObject({ code: "unknown_type" });
  });

  test("to a note is given to whoever is in its room", async () => {
    expect((await ticket(ann, GARDEN.id, "notes")).status).toBe(200);
    expect(await ticket(bob, GARDEN.id, "notes")).toMatchObject({
      status: 403,
      body: { code: "not_member" },
    });
  });

  test("to an inbox is given to its person alone", async () => {
    expect((await ticket(ann, ann.person.id, "inbox")).status).toBe(200);
    expect(await ticket(ann, bob.person.id, "inbox")).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  });
});
