import { describe, expect, it } from "vitest";
import { MAX_POLLS_PER_PERSON } from "#protocol/limits.ts";
import { newId } from "../wire/new-id.ts";
import { WirePoller } from "../wire/poller.ts";
import type { Setting } from "./setting.ts";

const WORDS = 150;

export function describePolling(setting: () => Setting): void {
  describe("without a socket", () => {
    it("a poller and a socket hear the very same events, while others write", async () => {
      const { ann, bob, room } = setting();
      const poller = new WirePoller(bob, room);
      await poller.ask(0);
      const socket = await bob.enter(room, poller.cursor, poller.epoch);
      const annHere = await ann.enter(room);
      const from = poller.cursor;
      const polled = poller.untilBody("the last word");
      for (let i = 0; i < WORDS; i += 1) annHere.post(`by socket ${i}`);
      for (let i = 0; i < 20; i += 1)
        await ann.command(room, { type: "message.post", body: `by HTTP ${i}` });
      await annHere.untilBody(`by socket ${WORDS - 1}`);
      annHere.post("the last word");
      await Promise.all([polled, socket.untilBody("the last word")]);
      const later = poller.events.filter(({ seq }) => seq > from);
      expect(later).toEqual(socket.events());
      expect(later.map(({ seq }) => seq)).toEqual(later.map((_, i) => from + 1 + i));
      expect(later).toHaveLength(WORDS + 21);
      expect(poller.snapshots).toBe(1);
      await Promise.all([socket.close(), annHere.close()]);
    });

    it("a poller misses nothing while the server is killed and started again", async () => {
      const { ann, bob, room, parley } = setting();
      const poller = new WirePoller(bob, room);
      await poller.ask(0);
      const from = poller.cursor;
      const polled = poller.untilBody("after the crash");
      const acknowledged: unknown[] = [];
      for (let i = 0; i < 10; i += 1) {
        const { body } = await ann.command(room, { type: "message.post", body: `kept ${i}` });
        acknowledged.push(body["event"]);
      }
      await parley.kill();
      await parley.restart();
      await ann.command(room, { type: "message.post", body: "after the crash" });
      await polled;
      const later = poller.events.filter(({ seq }) => seq > from);
      expect(later.slice(0, -1)).toEqual(acknowledged);
      expect(later.at(-1)).toMatchObject({ seq: from + 11, body: "after the crash" });
      expect(poller.snapshots).toBe(1);
    });

    it("a poller is told when it starts anew: of another epoch, or ahead of the room", async () => {
      const { bob, room } = setting();
      const poller = new WirePoller(bob, room);
      await poller.ask(0);
      const { cursor, epoch } = poller;
      poller.cursor = cursor + 1;
      expect((await poller.ask()).map(({ t }) => t)).toContain("snapshot");
      poller.epoch = "another-epoch";
      expect((await poller.ask()).map(({ t }) => t)).toContain("snapshot");
      expect(poller).toMatchObject({ cursor, epoch, snapshots: 3 });
    });

    it("waits no longer than it was told to, and then holds no events", async () => {
      const { bob, room } = setting();
      const poller = new WirePoller(bob, room);
      await poller.ask(0);
      const { cursor } = poller;
      const heard = await poller.ask(1);
      expect(heard[0]).toMatchObject({ t: "welcome", head: cursor });
      expect(heard.map(({ t }) => t)).not.toContain("events");
    });

    it("lets so many requests of a person wait, and tells the next when to come", async () => {
      const { ann, bob, room } = setting();
      const poller = new WirePoller(bob, room);
      await poller.ask(0);
      const waiting = Array.from({ length: MAX_POLLS_PER_PERSON + 1 }, () => poller.request());
      const refused = await Promise.race(waiting);
      expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
      expect(refused.body["retryAfterMs"]).toBeGreaterThan(0);
      await ann.command(room, { type: "message.post", body: "for all who wait" });
      const statuses = (await Promise.all(waiting)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(MAX_POLLS_PER_PERSON);
    });

    it("who asks is here, and may type", async () => {
      const { ann, room } = setting();
      const fay = await ann.invite("Fay");
      await fay.join(room);
      const annHere = await ann.enter(room);
      const poller = new WirePoller(fay, room);
      const isAboutFay = ({ came }: { came: { id: string }[] }) =>
        came.some(({ id }) => id === fay.id);
      const heard = await poller.ask(0);
      expect(heard.find(({ t }) => t === "here")).toMatchObject({
        people: expect.arrayContaining([{ id: fay.id, name: "Fay" }]),
      });
      await annHere.next("presence", isAboutFay);
      const typed = await fay.ask("POST", `/api/rooms/${room}/typing`, { on: true });
      expect(typed).toMatchObject({ status: 204, body: { text: "" } });
      const typing = { t: "typing", person: { id: fay.id, name: "Fay" }, on: true };
      expect(await annHere.next("typing")).toEqual(typing);
      expect(await poller.ask(0)).toContainEqual(typing);
      await fay.ask("POST", `/api/rooms/${room}/typing`, { on: true, thread: 1 });
      expect(await annHere.next("typing")).toEqual({ ...typing, thread: 1 });
      const heardThen = await poller.ask(0);
      expect(heardThen).toContainEqual({ ...typing, thread: 1 });
      expect(heardThen).not.toContainEqual(typing);
      await annHere.close();
    });
  });

  describe("either door", () => {
    it("answers a repeat of what came through the other, and refuses the same id for other words", async () => {
      const { ann, room } = setting();
      const annHere = await ann.enter(room);
      const command = { type: "message.post", id: newId(), body: "by HTTP first" };
      const { event } = (await ann.command(room, command)).body as { event: { seq: number } };
      annHere.say({ t: "command", command });
      expect(await annHere.next("accepted")).toEqual({ t: "accepted", event });
      annHere.say({ t: "command", command: { ...command, body: "other words" } });
      expect(await annHere.next("refused")).toMatchObject({ id: command.id, code: "id_reused" });

      const posted = annHere.post("by socket first");
      const first = await annHere.untilBody("by socket first");
      expect((await ann.command(room, posted)).body).toEqual({ event: first, repeated: true });
      const other = await ann.command(room, { ...posted, body: "other words" });
      expect(other).toMatchObject({ status: 409, body: { code: "id_reused" } });
      expect(await annHere.caughtUp()).toBe(first.seq);
      await annHere.close();
    });

    it("refuses the same things with the same words", async () => {
      const { ann, room } = setting();
      const annHere = await ann.enter(room);
      const post = { type: "message.post", body: "x" };
      const wishes: Record<string, unknown>[] = [
        { ...post, body: " " },
        { ...post, body: "x".repeat(8_001) },
        { ...post, id: newId(Date.now() - 8 * 86_400_000) },
        { ...post, id: newId(Date.now() + 3_600_000) },
        { ...post, id: "no-id" },
        { ...post, by: "somebody else" },
        { type: "room.explode" },
        { type: "room.join" },
      ];
      for (const wish of wishes) {
        const command = { id: newId(), ...wish };
        annHere.say({ t: "command", command });
        const { code, retryable } = await annHere.next("refused");
        expect((await ann.command(room, command)).body).toMatchObject({ code, retryable });
      }
      await annHere.close();
    });

    it("closes at once behind someone who leaves, and lets nothing out that came later", async () => {
      const { ann, room } = setting();
      const gil = await ann.invite("Gil");
      await gil.join(room);
      const gilHere = [await gil.enter(room), await gil.enter(room)];
      const poller = new WirePoller(gil, room);
      await poller.ask(0);
      const waiting = poller.request();
      // The request is in the room when another of the same person's has been answered.
      await new WirePoller(gil, room).ask(0);
      const { body } = await gil.command(room, { type: "room.leave" });
      const leftAt = Date.now();
      const ends = await Promise.all([waiting, ...gilHere.map((socket) => socket.untilClosed())]);
      expect(Date.now() - leftAt).toBeLessThan(1_000);
      expect(ends).toMatchObject([
        { body: { code: "not_member" } },
        { code: 4403 },
        { code: 4403 },
      ]);
      await ann.command(room, { type: "message.post", body: "without Gil" });
      for (const socket of gilHere) expect(socket.events().at(-1)).toEqual(body["event"]);
      expect((await poller.request(0)).body).toMatchObject({ code: "not_member" });
    });
  });
}
