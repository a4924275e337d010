import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.ts";

/**
 * The runtime puts an object to sleep after ten idle seconds, and for one more the object gathers what it counts. Nothing on the wire says
 * that it sleeps, only that it has woken; so on a machine where all of that is late it is given another night.
 */
const NIGHT_MS = 13_500;
const NIGHTS = 4;
const WRITTEN_WITHIN_MS = 3_000;

export function describeReturning(setting: () => Setting): void {
  describe("coming back", () => {
    it("brings what was missed, exactly, and then what is live", async () => {
      const { ann, bob, room } = setting();
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
      const { bob, room } = setting();
      const socket = await bob.enter(room, 3, "another-epoch");
      expect(socket.heard.some(({ t }) => t === "snapshot")).toBe(true);
      await socket.close();
    });

    it("finds everything after the server was killed, once and in order", async () => {
      const { parley, bob, room } = setting();
      const socket = await bob.enter(room);
      const { epoch } = socket.heard.find((message) => message.t === "welcome") ?? { epoch: null };
      const command = socket.post("before the crash");
      const { seq } = await socket.untilBody("before the crash");
      await parley.kill();
      await socket.untilClosed();
      await parley.restart();
      const back = await bob.enter(room, seq - 1, epoch);
      back.say({ t: "command", command });
      expect((await back.next("accepted")).event.seq).toBe(seq);
      expect(back.events()).toMatchObject([{ seq, body: "before the crash" }]);
      await back.close();
    });
  });

  describe("sleep", () => {
    it("changes nothing that anyone in the room can see", async () => {
      const { host, parley, ann, bob } = setting();
      // A room of its own: whoever has just left another is still waited for there, which keeps it awake.
      const room = await ann.createRoom("Bedroom");
      await bob.join(room);
      const [annHere, bobHere] = [await ann.enter(room), await bob.enter(room)];
      const woken = wakes(parley.output(), room);
      const hasSlept = () => wakes(parley.output(), room) > woken;
      for (let night = 1; night <= NIGHTS; night += 1) {
        const head = await annHere.caughtUp();
        await pause(NIGHT_MS);
        expect(await annHere.caughtUp()).toBe(head);
        // A ping is answered by the platform, where there is one that can.
        if (host === "partyserver") expect(hasSlept()).toBe(false);
        const words = `good morning ${night}`;
        bobHere.post(words);
        expect(await annHere.untilBody(words)).toMatchObject({
          seq: head + 1,
          by: bob.id,
          name: "Bob",
        });
        if (host !== "partyserver" || (await isSoon(hasSlept))) break;
      }
      if (host === "partyserver") expect(wakes(parley.output(), room)).toBe(woken + 1);
      await Promise.all([annHere.close(), bobHere.close()]);
    }, 120_000);
  });

  describe("history", () => {
    it("pages to the beginning without a hole, joins included", async () => {
      const { bob, room } = setting();
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
      const { eve, room } = setting();
      const reply = await eve.ask("GET", `/api/rooms/${room}/messages`);
      expect(reply).toMatchObject({ status: 403, body: { code: "not_member" } });
      expect(reply.headers.get("content-type")).toContain("application/problem+json");
    });
  });
}

/** What a server writes down comes here later than what it says on a socket. */
async function isSoon(isSo: () => boolean): Promise<boolean> {
  const until = Date.now() + WRITTEN_WITHIN_MS;
  while (!isSo() && Date.now() < until) await pause(50);
  return isSo();
}

/** How often this room has been rebuilt from its storage. */
function wakes(output: string, room: string): number {
  return output.split("\n").filter((line) => line.includes('"room.woke"') && line.includes(room))
    .length;
}
