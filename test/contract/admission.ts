import { describe, expect, it } from "vitest";
import { ask } from "../wire/person.ts";
import { WireSocket } from "../wire/socket.ts";
import type { Setting } from "./setting.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

export function describeAdmission(setting: () => Setting): void {
  describe("admission", () => {
    it("lets a member in with a ticket, once", async () => {
      const { parley, ann, room } = setting();
      const ticket = await ann.ticket(room);
      const first = await WireSocket.open(parley.url, room, ticket);
      expect((await first.hello()).you).toEqual({ id: ann.id, name: "Ann" });
      const second = await WireSocket.open(parley.url, room, ticket);
      // Clients speak first; one that stays silent is not told the end by the pinned runtime.
      second.say({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });
      expect(await second.untilClosed()).toMatchObject({ code: 4401 });
      expect(second.heard).toEqual([]);
      await first.close();
    });

    it("refuses the handshake without a ticket, with nonsense, and with a ticket for another room", async () => {
      const { parley, ann, room } = setting();
      const other = await ann.createRoom("Cellar");
      for (const ticket of ["", "nonsense", await ann.ticket(other), ann.token]) {
        await expect(WireSocket.open(parley.url, room, ticket)).rejects.toThrow("401");
      }
    });

    it("refuses pages of other sites, and whoever hides where they come from", async () => {
      const { parley } = setting();
      for (const origin of ["https://evil.example", "null", `${parley.url}.evil.example`, ""]) {
        await expect(open(setting(), "ann", { headers: { origin } })).rejects.toThrow("403");
      }
    });

    it("gives no ticket to outsiders, and says why", async () => {
      const { parley, eve, room } = setting();
      const wish = { party: "room", id: room };
      expect((await eve.ask("POST", "/api/tickets", wish)).body).toMatchObject({
        code: "not_member",
        status: 403,
      });
      const nowhere = { party: "room", id: "no-such-room" };
      expect((await eve.ask("POST", "/api/tickets", nowhere)).body).toMatchObject({
        code: "no_such_room",
      });
      expect((await ask(parley.url, "POST", "/api/tickets", { body: wish })).body).toMatchObject({
        code: "unauthenticated",
      });
    });

    it("takes identity from the ticket, whatever the client claims", async () => {
      const { ann, bob } = setting();
      const claims = JSON.stringify({ person: ann.id, name: "Ann", role: "owner", session: "x" });
      const headers = {
        "x-parley-claims": claims,
        "x-partykit-props": "{}",
        "x-partykit-room": "other",
      };
      const socket = await open(setting(), "bob", { headers, query: `&_pk=${ann.id}&name=Ann` });
      expect((await socket.hello()).you).toEqual({ id: bob.id, name: "Bob" });
      await socket.close();
    });

    it("answers plain HTTP to a party with nothing", async () => {
      const { parley, room } = setting();
      const headers = { "x-parley-internal": "guess", "x-parley-claims": "{}" };
      for (const method of ["GET", "POST", "PUT"]) {
        const reply = await ask(parley.url, method, `/parties/room/${room}`, { headers });
        expect(reply.status).toBe(404);
        expect(reply.body).toEqual({ text: "" });
      }
    });

    it.each(["a%20b", "%2e%2e", "x".repeat(65), "a.b", "ü"])(
      "knows no room named %s",
      async (name) => {
        const { parley, ann, room } = setting();
        await expect(WireSocket.open(parley.url, name, await ann.ticket(room))).rejects.toThrow(
          /40[14]/,
        );
        const reply = await ann.ask("GET", `/api/rooms/${name}/messages`);
        expect(reply.body).toMatchObject({ status: reply.status, retryable: false });
        expect([400, 404]).toContain(reply.status);
      },
    );

    it("knows no other parties", async () => {
      const { parley, ann, room } = setting();
      const opening = WireSocket.open(parley.url, `../inbox/${room}`, await ann.ticket(room));
      await expect(opening).rejects.toThrow(/40\d/);
    });
  });
}

type Handshake = { headers?: Record<string, string>; query?: string };

/** A socket of someone's with a good ticket, and whatever else the handshake says. */
async function open(
  { parley, room, ...people }: Setting,
  who: "ann" | "bob",
  { headers, query }: Handshake,
): Promise<WireSocket> {
  return WireSocket.open(parley.url, room, await people[who].ticket(room), headers, query);
}
