import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId, NOON } from "../../test/words.ts";

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

test.each(["'); drop table accounts; --", "' or 1=1 --", '"; delete from rooms; "', "%_\\'\"`?1"])(
  "%j is words to the database, whoever says it wherever",
  async (words) => {
    const { accessToken: token } = ann;
    const room = { id: commandId(1, NOON), name: words, topic: words };
    expect((await api.ask("POST", "/api/rooms", { token, body: room })).status).toBe(201);
    const { body } = await api.ask("GET", "/api/rooms", { token });
    expect(body).toMatchObject({ rooms: [{ name: words, topic: words }] });
    const email = `${words.replaceAll(/[\s@]/g, "")}@example.org`;
    const { token: invite } = await api.invite(ann);
    const newcomer = { token: invite, displayName: words, email, password: PASSWORD };
    const joined = await api.ask("POST", "/api/people", { body: newcomer });
    expect(joined).toMatchObject({ status: 201, body: { person: { name: words } } });
    for (const tried of [email, words, ann.person.id]) {
      const entered = await api.ask("POST", "/api/session", {
        body: { email: tried, password: PASSWORD },
      });
      expect(entered.status).toBe(tried === email ? 201 : 401);
    }
    expect((await api.ask("POST", "/api/invites/look", { body: { token: words } })).status).toBe(
      404,
    );
    await api.ask("DELETE", `/api/devices/${encodeURIComponent(words)}`, { token });
    await api.ask("DELETE", `/api/invites/${encodeURIComponent(words)}`, { token });
    expect((await api.ask("GET", "/api/devices", { token })).status).toBe(200);
    const { rows } = await api.database.client.execute("select count(*) as people from accounts");
    expect(rows[0]?.["people"]).toBe(2);
  },
);
