import { describe, expect, it } from "vitest";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { newId } from "../wire/new-id.ts";
import type { Setting } from "./setting.ts";

export function describeTalking(setting: () => Setting): void {
  describe("posting", () => {
    it("shows everyone the same events, in the same order, without a hole", async () => {
      const { ann, bob, room } = setting();
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
      const { ann, room } = setting();
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
      const { ann, bob, room } = setting();
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
      const { ann, room } = setting();
      const socket = await ann.enter(room);
      socket.say("x".repeat(40_000));
      expect(await socket.next("refused")).toMatchObject({ code: "frame_too_large" });
      expect(await socket.untilClosed()).toMatchObject({ code: 1009 });
    });

    it("ends a socket of another version", async () => {
      const { ann, room } = setting();
      const socket = await ann.connect(room);
      socket.say({ t: "hello", version: PROTOCOL_VERSION + 1, epoch: null, cursor: 0 });
      expect(await socket.untilClosed()).toMatchObject({ code: 4426 });
    });
  });

  describe("who is here", () => {
    it("shows who comes and who types", async () => {
      const { ann, room } = setting();
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
      // Under a message he types there, and in the room no more.
      danHere.say({ t: "typing", on: true, thread: 1 });
      const dansTyping = { t: "typing", person: { id: dan.id, name: "Dan" } };
      expect(await annHere.next("typing")).toEqual({ ...dansTyping, on: true, thread: 1 });
      expect(await annHere.next("typing")).toEqual({ ...dansTyping, on: false });
      await Promise.all([annHere.close(), danHere.close()]);
    });

    it("answers a sign of life with the head", async () => {
      const { ann, room } = setting();
      const socket = await ann.enter(room);
      socket.post("ping me");
      const { seq } = await socket.untilBody("ping me");
      expect(await socket.caughtUp()).toBe(seq);
      await socket.close();
    });

    it("closes the sockets of someone who leaves, and lets them in no more", async () => {
      const { eve, room } = setting();
      await eve.join(room);
      const eveHere = await eve.enter(room);
      eveHere.say({ t: "command", command: { type: "room.leave", id: newId() } });
      expect(await eveHere.untilClosed()).toMatchObject({ code: 4403 });
      expect(eveHere.events().at(-1)).toMatchObject({ type: "member.left", by: eve.id });
      const reply = await eve.ask("POST", "/api/tickets", { party: "room", id: room });
      expect(reply.body).toMatchObject({ code: "not_member" });
    });

    it("answers a client's goodbye", async () => {
      const { ann, room } = setting();
      const socket = await ann.enter(room);
      expect((await socket.close()).code).toBe(1000);
    });
  });
}

function isAbout(person: string) {
  return ({ came }: { came: { id: string }[] }) => came.some(({ id }) => id === person);
}
