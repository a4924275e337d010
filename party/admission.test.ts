import { beforeAll, describe, expect, it, vi } from "vitest";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { newEnv } from "../test/secrets.ts";
import { admit } from "./admission.ts";
import { issueTicket } from "./auth/ticket.ts";
import { loadTokenKeys, type TokenKeys } from "./auth/token-keys.ts";
import { claimsFromHeader, CLAIMS_HEADER } from "./claims.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const ROOM = "kitchen" as RoomId;
const author = {
  person: "p-zoe" as PersonId,
  name: "Zoë 語 \u{1F375}",
  role: "member",
  session: "s-1",
} as const;
let keys: TokenKeys;
const env = newEnv();
const [origin = ""] = env.ORIGINS;

beforeAll(async () => {
  keys = await loadTokenKeys(env);
});

async function knock(
  change: { room?: string; ticket?: string; headers?: Record<string, string>; now?: number } = {},
): Promise<Request | Response> {
  const holder = { author, sessionExpiresAt: NOW + 300_000 };
  const ticket =
    change.ticket ?? (await issueTicket(keys, { party: "room", id: ROOM }, holder, NOW));
  const url = `https://chat.example/parties/room/x?ticket=${ticket}&_pk=mine&name=Ann`;
  const headers = { upgrade: "websocket", origin, ...change.headers };
  const door = { party: "room", id: change.room ?? ROOM } as const;
  return admit(new Request(url, { headers }), door, env, change.now ?? NOW);
}

describe("a socket that may open", () => {
  it("reaches the room with an id and an identity of the server's, and nothing of the client's", async () => {
    const forged = {
      "x-parley-claims": "{}",
      "x-parley-internal": "x",
      "x-parley-request": "mine",
      "x-partykit-props": "{}",
    };
    const admitted = await knock({ headers: forged });
    if (!(admitted instanceof Request)) throw new Error(`refused with ${admitted.status}`);
    const { searchParams } = new URL(admitted.url);
    expect([...searchParams.keys()]).toEqual(["_pk"]);
    expect(searchParams.get("_pk")).not.toBe("mine");
    expect(claimsFromHeader(admitted.headers.get(CLAIMS_HEADER))).toMatchObject({
      ...author,
      ticketExpiresAt: NOW + 30_000,
      sessionExpiresAt: NOW + 300_000,
    });
    const ours = Array.from(admitted.headers.keys()).filter((name) =>
      /^x-(parley|partykit)-/.test(name),
    );
    expect(ours).toEqual([CLAIMS_HEADER, "x-parley-request"]);
    expect(admitted.headers.get("x-parley-request")).toMatch(/^[\da-f-]{36}$/);
  });
});

describe("a socket that may not", () => {
  it.each([
    ["a room that cannot be", { room: "a%20b" }, 404],
    ["plain HTTP", { headers: { upgrade: "" } }, 404],
    ["a page of another site", { headers: { origin: "https://evil.example" } }, 403],
    ["nobody's page", { headers: { origin: "" } }, 403],
    ["no ticket", { ticket: "" }, 401],
    ["nonsense", { ticket: "a.b.c" }, 401],
    ["another room's ticket", { room: "cellar" }, 401],
    ["an old ticket", { now: NOW + 61_000 }, 401],
  ])("is refused before the room wakes: %s", async (_what, change, status) => {
    const told = vi.spyOn(console, "log").mockReturnValue();
    const answer = await knock(change);
    expect(answer).toBeInstanceOf(Response);
    expect(answer).toMatchObject({ status });
    const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    told.mockRestore();
    // Whoever asks for no room at all is no news; whoever tries a door is.
    const why = { 401: "ticket", 403: "origin" }[status];
    expect(lines).toMatchObject(why === undefined ? [] : [{ event: "socket.refused", why }]);
  });
});

it("claims that admission did not write are none", () => {
  expect(claimsFromHeader(null)).toBeNull();
  expect(claimsFromHeader('{"person":"p-ann"}')).toBeNull();
});
