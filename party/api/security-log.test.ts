import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  FOUNDING,
  PASSWORD,
  signUp,
  startApi,
  type SignedIn,
  type TestApi,
} from "../../test/api.ts";

let api: TestApi;
let ann: SignedIn;
const told = vi.spyOn(console, "log");

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  told.mockReset().mockReturnValue();
});
afterEach(() => told.mockReset());
afterAll(() => api.stop());

type Line = Record<string, unknown>;
const lines = () => told.mock.calls.map(([line]): Line => JSON.parse(String(line)) as Line);

const signIn = (email: string, password: string) =>
  api.ask("POST", "/api/session", { body: { email, password } });

describe("the log of who came in", () => {
  test("names the person and the session of a sign-in", async () => {
    await signIn(FOUNDING.email, PASSWORD);
    expect(lines()).toEqual([
      {
        level: "info",
        event: "access.used",
        at: expect.any(String),
        request: expect.stringMatching(/^[\w-]{36}$/),
        method: "POST",
        route: "/api/session",
        person: ann.person.id,
        session: expect.stringMatching(/^[\w-]{36}$/),
        tried: expect.stringMatching(/^[\w-]{12}$/),
      },
    ]);
  });

  test("tells a guess at one account from a guess at another, and names neither", async () => {
    for (const email of [FOUNDING.email, FOUNDING.email, "nobody@example.org"])
      await signIn(email, "not the password");
    const [first, again, other] = lines();
    expect(first).toMatchObject({ event: "access.refused", code: "sign_in_failed" });
    expect(again?.["tried"]).toBe(first?.["tried"]);
    expect(other?.["tried"]).not.toBe(first?.["tried"]);
    expect(first).not.toHaveProperty("person");
  });

  test("tells who signs up, and who comes without an invite", async () => {
    const invite = await api.invite(ann);
    const { body } = await api.ask("POST", "/api/people", { body: signUp(invite.token, "Bob") });
    await api.ask("POST", "/api/people", { body: signUp("made-up", "Eve") });
    expect(lines().slice(1)).toMatchObject([
      { event: "access.used", route: "/api/people", person: (body as SignedIn).person.id },
      { event: "access.refused", route: "/api/people", code: "invite_invalid" },
    ]);
  });
});

describe("the log of what was changed, and what was not allowed", () => {
  test("says who did it, to what, and nothing of the day's talk", async () => {
    const { id } = await api.invite(ann);
    const { accessToken: token } = ann;
    await api.ask("PUT", "/api/password", { token, body: { password: "another battery" } });
    await api.ask("DELETE", `/api/invites/${id}`, { token });
    await api.ask("DELETE", "/api/devices/others", { token });
    await api.ask("GET", "/api/invites", { token });
    await api.ask("DELETE", "/api/session", { cookie: ann.cookie });
    await api.ask("POST", "/api/rooms/garden/typing", { token, body: { on: true } });
    const said = lines().map(({ event, method, route, person, ...more }) => [
      event,
      `${String(method)} ${String(route)}`,
      person === ann.person.id,
      more["about.id"] ?? more["about.which"] ?? more["code"],
    ]);
    expect(said).toEqual([
      ["access.used", "POST /api/invites", true, undefined],
      ["access.used", "PUT /api/password", true, undefined],
      ["access.used", "DELETE /api/invites/:id", true, id],
      ["access.used", "DELETE /api/devices/:which", true, "others"],
      ["access.used", "DELETE /api/session", true, undefined],
      ["access.refused", "POST /api/rooms/:room/typing", true, "no_such_room"],
    ]);
  });

  test("tells whoever asks for what they may not, what is another's, or what nobody understands", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    told.mockClear();
    const { accessToken: token } = bob;
    await api.ask("POST", "/api/invites", { token, body: {} });
    await api.ask("DELETE", "/api/devices/somebody-elses", { token });
    await api.ask("POST", "/api/tickets", { token, body: { party: "room", id: "x", as: "owner" } });
    await api.ask("GET", "/api/devices", { token: "forged" });
    await api.ask("POST", "/api/session/refresh", { body: {}, headers: { Origin: "null" } });
    expect(lines().map(({ event, code }) => [event, code])).toEqual([
      ["access.refused", "not_allowed"],
      ["access.refused", "not_found"],
      ["access.refused", "malformed"],
      ["access.refused", "unauthenticated"],
      ["access.refused", "origin_forbidden"],
    ]);
  });

  test("holds no address, name, password, token or cookie, and is not filled by whoever looks for doors", async () => {
    await signIn(FOUNDING.email, "marker-password");
    await signIn("marker@example.org", PASSWORD);
    const invite = await api.invite(ann);
    await api.ask("POST", "/api/people", { body: signUp(invite.token, "Marker") });
    await api.ask("GET", "/api/wp-login.php?marker=1");
    await api.ask("GET", "/api/devices", { cookie: ann.cookie, token: "marker.token" });
    const written = JSON.stringify(told.mock.calls).toLowerCase();
    const secrets = [
      "marker",
      FOUNDING.email,
      "Ann",
      invite.token,
      ann.cookie.slice(3),
      "wp-login",
    ];
    for (const secret of secrets) expect(written).not.toContain(secret.toLowerCase());
    expect(lines()).toHaveLength(5);
  });
});
