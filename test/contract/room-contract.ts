import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { newId } from "../wire/new-id.ts";
import { ask, WirePerson } from "../wire/person.ts";
import { WireSocket } from "../wire/socket.ts";

/**
 * What every host must do, told by its wire alone. Both shells of the one core run this; a third would have to.
 */
export function describeRoomContract(host: Parley["host"]): void {
  let parley: Parley;
  let [ann, bob, eve] = [] as unknown as WirePerson[] & [WirePerson, WirePerson, WirePerson];
  let room: string;

  beforeAll(async () => {
    parley = await startParley({ host, limits: GENEROUS });
    ann = await WirePerson.founder(parley.url);
    bob = await ann.invite("Bob");
    eve = await ann.invite("Eve");
    room = await ann.createRoom("Kitchen");
    await bob.join(room);
  });

  afterAll(async () => {
    await parley.stop();
  });

  const open = (
    person: WirePerson,
    options: { headers?: Record<string, string>; query?: string } = {},
  ) =>
    person
      .ticket(room)
      .then((ticket) => WireSocket.open(parley.url, room, ticket, options.headers, options.query));

  describe("admission", () => {
    it("lets a member in with a ticket, once", async () => {
      const ticket = await ann.ticket(room);
      const first = await WireSocket.open(parley.url, room, ticket);
      expect((await first.hello()).you).toEqual({ id: ann.id, name: "Ann" });
      const second = await WireSocket.open(parley.url, room, ticket);
      // Clients speak first; one that stays silent is not told the end by the pinned runtime.
      second.say({ t: "hello", version: 1, epoch: null, cursor: 0 });
      expect(await second.untilClosed()).toMatchObject({ code: 4401 });
      expect(second.heard).toEqual([]);
      await first.close();
    });

    it("refuses the handshake without a ticket, with nonsense, and with a ticket for another room", async () => {
      const other = await ann.createRoom("Cellar");
      for (const ticket of ["", "nonsense", await ann.ticket(other), ann.token]) {
        await expect(WireSocket.open(parley.url, room, ticket)).rejects.toThrow("401");
      }
    });

    it("refuses pages of other sites, and whoever hides where they come from", async () => {
      for (const origin of ["https://evil.example", "null", `${parley.url}.evil.example`, ""]) {
        await expect(open(ann, { headers: { origin } })).rejects.toThrow("403");
      }
    });

    it("gives no ticket to outsiders, and says why", async () => {
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
      const claims = JSON.stringify({ person: ann.id, name: "Ann", role: "owner", session: "x" });
      const headers = {
        "x-parley-claims": claims,
        "x-partykit-props": "{}",
        "x-partykit-room": "other",
      };
      const socket = await open(bob, { headers, query: `&_pk=${ann.id}&name=Ann` });
      expect((await socket.hello()).you).toEqual({ id: bob.id, name: "Bob" });
      await socket.close();
    });

    it("answers plain HTTP to a party with nothing", async () => {
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
        await expect(WireSocket.open(parley.url, name, await ann.ticket(room))).rejects.toThrow(
          /40[14]/,
        );
        const reply = await ann.ask("GET", `/api/rooms/${name}/messages`);
        expect(reply.body).toMatchObject({ status: reply.status, retryable: false });
        expect([400, 404]).toContain(reply.status);
      },
    );

    it("knows no other parties", async () => {
      const socket = new Promise((_, reject) => {
        ann
          .ticket(room)
          .then((ticket) => WireSocket.open(parley.url, `../inbox/${room}`, ticket))
          .catch(reject);
      });
      await expect(socket).rejects.toThrow(/40\d/);
    });
  });

  describe("posting", () => {
    it("shows everyone the same events, in the same order, without a hole", async () => {
      const [annHere, bobHere] = [await ann.enter(room), await bob.enter(room)];
      for (let i = 0; i < 20; i += 1) (i % 2 ? annHere : bobHere).post(`word ${i}`);
      const seen = await Promise.all(
        [annHere, bobHere].map(async (socket) => {
          await Promise.all(Array.from({ length: 20 }, (_, i) => socket.untilBody(`word ${i}`)));
          return socket.events();
        }),
      );
      const seqs = seen[0]?.map(({ seq }) => seq) ?? [];
      expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
      const tail = (events?: unknown[]) => events?.slice(-20);
      expect(tail(seen[1])).toEqual(tail(seen[0]));
      await Promise.all([annHere.close(), bobHere.close()]);
    });

    it("adds a repeated command once, on any door, and tells the sender what it became", async () => {
      const socket = await ann.enter(room);
      const command = socket.post("only once");
      const { seq } = await socket.untilBody("only once");
      socket.say({ t: "command", command });
      expect((await socket.next("accepted")).event).toMatchObject({ seq, id: command.id });
      const reply = await ann.command(room, command);
      expect(reply.body).toMatchObject({ repeated: true, event: { seq } });
      expect((await socket.caughtUp()) - seq).toBe(0);
      await socket.close();
    });

    it("refuses what cannot be, with a code and to the sender alone", async () => {
      const [annHere, bobHere] = [await ann.enter(room), await bob.enter(room)];
      const posted = annHere.post("the first");
      await annHere.untilBody("the first");
      await bobHere.untilBody("the first");
      const before = bobHere.heard.length;
      const say = (body: string, id = newId()) => annHere.post(body, id);
      const cases: [() => unknown, string][] = [
        [() => say("another", posted.id), "id_reused"],
        [() => say("   "), "body_empty"],
        [() => say("x".repeat(8_001)), "body_too_long"],
        [() => say(`e${"\u0301".repeat(9)}`), "body_unreadable"],
        [() => say("old", newId(Date.now() - 8 * 86_400_000)), "id_stale"],
        [() => annHere.say("{"), "malformed"],
        [() => annHere.say({ t: "dance" }), "unknown_type"],
        [
          () => annHere.say({ t: "command", command: { type: "room.create", id: newId() } }),
          "unknown_type",
        ],
        [() => annHere.say({ t: "renew", ticket: "nonsense" }), "ticket_invalid"],
      ];
      for (const [act, code] of cases) {
        act();
        expect(await annHere.next("refused")).toMatchObject({ code, retryable: false });
      }
      await bobHere.caughtUp();
      expect(bobHere.heard.slice(before).map(({ t }) => t)).toEqual(["pong"]);
      await Promise.all([annHere.close(), bobHere.close()]);
    });

    it("ends a socket that sends more than any message holds", async () => {
      const socket = await ann.enter(room);
      socket.say("x".repeat(40_000));
      expect(await socket.next("refused")).toMatchObject({ code: "frame_too_large" });
      expect(await socket.untilClosed()).toMatchObject({ code: 1009 });
    });

    it("ends a socket of another version", async () => {
      const socket = await ann.connect(room);
      socket.say({ t: "hello", version: 2, epoch: null, cursor: 0 });
      expect(await socket.untilClosed()).toMatchObject({ code: 4426 });
    });
  });

  describe("coming back", () => {
    it("brings what was missed, exactly, and then what is live", async () => {
      const first = await bob.enter(room);
      const head = await first.caughtUp();
      const epoch = first.heard.find((message) => message.t === "welcome")?.epoch ?? null;
      await first.close();
      for (const word of ["missed 1", "missed 2", "missed 3"])
        await ann.command(room, { type: "message.post", body: word });
      const back = await bob.enter(room, head, epoch);
      await ann.command(room, { type: "message.post", body: "live" });
      await back.untilBody("live");
      expect(back.events().map(({ seq }) => seq - head)).toEqual([1, 2, 3, 4]);
      expect(back.heard.some(({ t }) => t === "snapshot")).toBe(false);
      await back.close();
    });

    it("says so when it starts anew", async () => {
      const socket = await bob.enter(room, 3, "another-epoch");
      expect(socket.heard.some(({ t }) => t === "snapshot")).toBe(true);
      await socket.close();
    });

    it("finds everything after the server was killed, once and in order", async () => {
      const socket = await bob.enter(room);
      const { epoch } = socket.heard.find((message) => message.t === "welcome") ?? { epoch: null };
      const command = socket.post("before the crash");
      const { seq } = await socket.untilBody("before the crash");
      await parley.kill();
      await socket.untilClosed();
      await parley.restart();
      bob = await bob.signIn();
      ann = await ann.signIn();
      eve = await eve.signIn();
      const back = await bob.enter(room, seq - 1, epoch);
      back.say({ t: "command", command });
      expect((await back.next("accepted")).event.seq).toBe(seq);
      expect(back.events()).toMatchObject([{ seq, body: "before the crash" }]);
      await back.close();
    });
  });

  describe("who is here", () => {
    it("shows who comes and who types", async () => {
      // Someone new: whoever was here a moment ago still counts as here.
      const dan = await ann.invite("Dan");
      await dan.join(room);
      const annHere = await ann.enter(room);
      const danHere = await dan.enter(room);
      const { came, count } = await annHere.next("presence", isAbout(dan.id));
      expect(came).toEqual([{ id: dan.id, name: "Dan" }]);
      expect(count).toBeGreaterThan(1);
      danHere.say({ t: "typing", on: true });
      expect(await annHere.next("typing")).toEqual({
        t: "typing",
        person: { id: dan.id, name: "Dan" },
        on: true,
      });
      await Promise.all([annHere.close(), danHere.close()]);
    });

    it("answers a sign of life with the head", async () => {
      const socket = await ann.enter(room);
      socket.post("ping me");
      const { seq } = await socket.untilBody("ping me");
      expect(await socket.caughtUp()).toBe(seq);
      await socket.close();
    });

    it("closes the sockets of someone who leaves, and lets them in no more", async () => {
      await eve.join(room);
      const eveHere = await eve.enter(room);
      eveHere.say({ t: "command", command: { type: "room.leave", id: newId() } });
      expect(await eveHere.untilClosed()).toMatchObject({ code: 4403 });
      expect(eveHere.events().at(-1)).toMatchObject({ type: "member.left", by: eve.id });
      const reply = await eve.ask("POST", "/api/tickets", { party: "room", id: room });
      expect(reply.body).toMatchObject({ code: "not_member" });
    });

    it("answers a client's goodbye", async () => {
      const socket = await ann.enter(room);
      expect((await socket.close()).code).toBe(1000);
    });
  });

  describe("history", () => {
    it("pages to the beginning without a hole, joins included", async () => {
      const seqs: number[] = [];
      let page = await bob.history(room, "?limit=7");
      for (;;) {
        seqs.unshift(...page.messages.map(({ seq }) => seq));
        if (!page.hasMore) break;
        page = await bob.history(room, `?limit=7&before=${seqs[0]}`);
      }
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
      const around = await bob.history(room, "?around=5&limit=4");
      expect(around.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    });

    it("is for members", async () => {
      const reply = await eve.ask("GET", `/api/rooms/${room}/messages`);
      expect(reply).toMatchObject({ status: 403, body: { code: "not_member" } });
      expect(reply.headers.get("content-type")).toContain("application/problem+json");
    });
  });

  describe("the server's own output", () => {
    it("holds no words, tokens, passwords or stacks", async () => {
      const marker = "a phrase that nobody may log";
      const socket = await ann.enter(room);
      socket.post(marker);
      await socket.untilBody(marker);
      socket.say(`{"t":"command","command":"${marker}`);
      await socket.next("refused");
      await socket.close();
      const output = parley.output();
      expect(output).not.toBe("");
      for (const secret of [marker, "correct horse", ann.token, "ticket=", "    at "]) {
        expect(output).not.toContain(secret);
      }
    });
  });
}

/** Limits are tested where they are kept; here they would only slow the others down. */
const GENEROUS = {
  sendBurst: 1_000,
  sendsPerSecond: 1_000,
  roomSendsPerSecond: 10_000,
  framesPerMinute: 10_000,
  signalsPerSecond: 100,
};

function isAbout(person: string) {
  return ({ came }: { came: { id: string }[] }) => came.some(({ id }) => id === person);
}
