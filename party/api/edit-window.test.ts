import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as v from "valibot";
import { CommunityRole, may } from "#protocol/roles.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON, roomId } from "../../test/words.ts";
import { checkTicket } from "../auth/ticket.ts";

const GARDEN = commandId(1);
const Session = v.object({
  accessToken: v.string(),
  person: v.object({ editWindowMs: v.number() }),
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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
});
afterAll(() => api.stop());

const change = (who: SignedIn, editWindowMs: unknown) =>
  api.ask("PUT", "/api/community", { token: who.accessToken, body: { editWindowMs } });
const told = async () => (await api.ask("GET", "/api/community")).body;
const refresh = ({ cookie }: SignedIn) =>
  api.ask("POST", "/api/session/refresh", { body: {}, cookie });

describe("for how long messages can be edited", () => {
  test.each(CommunityRole.options)("is set by whom the table says: %s", async (role) => {
    await api.database.client.execute({
      sql: "update accounts set role = ? where id = ?",
      args: [role, bob.person.id],
    });
    const { status } = await change(bob, 5 * MINUTE);
    const isAllowed = may(role, "community.change");
    expect(status).toBe(isAllowed ? 204 : 403);
    expect(await told()).toMatchObject({ editWindowMs: isAllowed ? 5 * MINUTE : null });
  });

  test.each([MINUTE, 365 * DAY, null])("can be %j", async (editWindowMs) => {
    await change(ann, 15 * MINUTE);
    expect((await change(ann, editWindowMs)).status).toBe(204);
    expect(await told()).toMatchObject({ name: "Club", door: "invite", editWindowMs });
  });

  test.each([0, -MINUTE, MINUTE - 1, MINUTE + 0.5, 365 * DAY + 1, "300000", true, {}])(
    "can not be %j",
    async (editWindowMs) => {
      expect((await change(ann, editWindowMs)).body).toMatchObject({ code: "malformed" });
      expect(await told()).toMatchObject({ editWindowMs: null });
    },
  );

  test("is told with a session, and holds in rooms from that session’s token on", async () => {
    const target = await saidBy(ann);
    await change(ann, MINUTE);
    api.clock.now = NOON + 3 * MINUTE;
    expect(await edit(ann.accessToken, target, 0)).toMatchObject({ status: 200 });
    const { accessToken, person } = v.parse(Session, (await refresh(ann)).body);
    expect(person.editWindowMs).toBe(MINUTE);
    const late = await edit(accessToken, target, 1);
    expect(late).toMatchObject({ status: 403, body: { code: "edit_too_late", retryable: false } });
    const door = { party: "room", id: roomId(GARDEN) } as const;
    const { body } = await api.ask("POST", "/api/tickets", { token: accessToken, body: door });
    const { ticket } = v.parse(v.object({ ticket: v.string() }), body);
    const claims = await checkTicket(api.keys, ticket, door, api.clock.now);
    expect(claims).toMatchObject({ editWindowMs: MINUTE });
  });

  test("is not told where there is no end", async () => {
    expect((await refresh(ann)).body).not.toHaveProperty("person.editWindowMs");
  });
});

/** The number of what somebody says in a garden of theirs. */
async function saidBy({ accessToken: token }: SignedIn): Promise<number> {
  await api.ask("POST", "/api/rooms", { token, body: { id: GARDEN, name: "Garden" } });
  const command = { type: "message.post", id: commandId(2), body: "frist" };
  await api.ask("POST", `/api/rooms/${GARDEN}/commands`, { token, body: command });
  return api.rooms().eventsOf(roomId(GARDEN)).at(-1)?.seq ?? 0;
}

function edit(token: string, target: number, revision: number) {
  const id = commandId(3 + revision);
  const body = { type: "message.edit", id, target, revision, body: `words ${revision}` };
  return api.ask("POST", `/api/rooms/${GARDEN}/commands`, { token, body });
}
