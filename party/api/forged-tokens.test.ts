import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startApi, type Heard, type SignedIn, type TestApi } from "../../test/api.ts";
import { forgeries, sign, type GoodToken } from "../../test/forgeries.ts";
import { NOON, roomId } from "../../test/words.ts";
import { issueTicket } from "../auth/ticket.ts";

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

const access = (): GoodToken => ({
  typ: "at+jwt",
  aud: "api",
  claims: {
    sub: ann.person.id,
    sid: String(decodeJwt(ann.accessToken)["sid"]),
    sv: 1,
    name: "Ann",
    role: "owner",
  },
});
const operator = (): GoodToken => ({ typ: "operator+jwt", aud: "operator", claims: {} });

const listRooms = (token: string) => api.ask("GET", "/api/rooms", { token });
const importNobody = (token: string) =>
  api.ask("POST", "/api/import/people", { token, body: { source: "irc", names: [] } });

/** A ticket of Ann's, as the API gives it. */
const ticket = () =>
  issueTicket(
    api.keys,
    { party: "room", id: roomId("x") },
    {
      author: { person: ann.person.id, name: "Ann", role: "owner", session: "s" },
      sessionExpiresAt: NOON,
    },
    NOON,
  );

describe.each([
  { door: "for people", good: access, ask: listRooms },
  { door: "for the operator", good: operator, ask: importNobody },
])("the door $door", ({ door, good, ask }) => {
  test("refuses whatever was forged, always with the very same answer", async () => {
    const forged = {
      ...(await forgeries(api.keys, good(), NOON)),
      ticket: await ticket(),
      "a refresh token": ann.cookie.slice("rt=".length),
      ...(door === "for people"
        ? { "an operator's": await api.operator(), "an impossible role": await impossibleRole() }
        : { "a person's": ann.accessToken }),
    };
    const answers = new Map<string, string[]>();
    for (const [name, token] of Object.entries(forged)) {
      const answer = told(await ask(token));
      answers.set(answer, [...(answers.get(answer) ?? []), name]);
    }
    expect([...answers.values()]).toEqual([Object.keys(forged)]);
    expect(await ask("")).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    // The table would prove nothing if a good token were refused as well.
    expect((await ask(await sign(api.keys, good(), NOON))).status).toBe(200);
  });
});

const impossibleRole = () => {
  const token = access();
  return sign(api.keys, { ...token, claims: { ...token.claims, role: "god" } }, NOON);
};

describe("the door for those who come back", () => {
  const refresh = (cookie: string) => api.ask("POST", "/api/session/refresh", { body: {}, cookie });

  test("refuses whatever was forged, spent or over, always with the very same answer", async () => {
    const silence = vi.spyOn(console, "log").mockReturnValue();
    const spent = ann.cookie;
    const { cookie: next = "" } = await refresh(spent);
    api.clock.now = NOON + 30_001;
    const other = await startApi();
    const stranger = await other.found();
    await other.stop();
    const forged = {
      // First, because it ends the session that the next one belongs to.
      "a spent one after its grace": spent,
      "the successor of one that was replayed": next,
      "another community's": stranger.cookie,
      "made up": `rt=${"x".repeat(43)}`,
      "a giant": `rt=${"x".repeat(8_000)}`,
      "an access token": `rt=${ann.accessToken}`,
      "a ticket": `rt=${await ticket()}`,
      "another browser's name for it": `__Host-rt=${next.slice("rt=".length)}`,
      "an empty one": "rt=",
      none: "other=1",
    };
    const answers = new Map<string, string[]>();
    for (const [name, cookie] of Object.entries(forged)) {
      const answer = told(await refresh(cookie));
      answers.set(answer, [...(answers.get(answer) ?? []), name]);
    }
    expect([...answers.values()]).toEqual([Object.keys(forged)]);
    expect(await refresh("")).toMatchObject({ status: 401, body: { code: "session_expired" } });
    const back = await api.ask("POST", "/api/session", {
      body: { email: "ann@example.org", password: "correct horse battery" },
    });
    expect((await refresh(back.cookie ?? "")).status).toBe(200);
    silence.mockRestore();
  });
});

/** All that anyone hears. */
function told({ status, body, headers }: Heard): string {
  return JSON.stringify([status, body, [...headers]]);
}
