import { describe, expect, it } from "vitest";
import type { Receipts } from "#protocol/receipts.ts";
import { WireInbox } from "../wire/inbox.ts";
import type { WirePerson } from "../wire/person.ts";
import { WirePoller } from "../wire/poller.ts";
import type { WireSocket } from "../wire/socket.ts";
import type { Setting } from "./setting.ts";

export function describeReceipts(setting: () => Setting): void {
  const numberOf = ({ read }: Receipts, { id }: WirePerson) =>
    read.find(([person]) => person === id)?.[1];
  /** Until this socket is told that they have read so far. */
  const until = (socket: WireSocket, who: WirePerson, seq: number) =>
    socket.next("receipts", (told) => numberOf(told, who) === seq);
  const receiptsIn = (heard: { t: string }[]) => heard.filter(({ t }) => t === "receipts");

  /** A room of Ann's with these people, and messages of hers in it. */
  async function roomOf(name: string, people: readonly WirePerson[]) {
    const { ann } = setting();
    const room = await ann.createRoom(name);
    for (const person of people) await person.join(room);
    const annHere = await ann.enter(room);
    const told = [];
    for (const body of ["one", "two", "three"]) {
      annHere.post(body);
      told.push((await annHere.untilBody(body)).seq);
    }
    const [one = 0, two = 0, three = 0] = told;
    return { room, annHere, one, two, three };
  }

  describe("read receipts", () => {
    it("tell each other how far people have read, and lose nothing when the server dies", async () => {
      const { ann, bob, parley } = setting();
      const { room, annHere, one, two } = await roomOf("Receipts", [bob]);
      const bobHere = await bob.enter(room);
      annHere.say({ t: "read", seq: one });
      bobHere.say({ t: "read", seq: one });
      await until(annHere, bob, one);
      await until(bobHere, ann, one);
      for (const seq of [two, one, two]) bobHere.say({ t: "read", seq });
      expect(await until(annHere, bob, two)).toEqual({ t: "receipts", read: [[bob.id, two]] });
      await parley.kill();
      await parley.restart();
      const again = await ann.enter(room);
      again.say({ t: "read", seq: one });
      expect(await until(again, bob, two)).toMatchObject({ isAll: true });
      await again.close();
    });

    it("go by requests too, both ways", async () => {
      const { ann, bob } = setting();
      const { room, annHere, two } = await roomOf("Requests", [bob]);
      annHere.say({ t: "read", seq: two });
      const poller = new WirePoller(bob, room);
      expect(receiptsIn(await poller.ask(0))).toEqual([]);
      const said = await bob.ask("POST", `/api/rooms/${room}/read`, { seq: two });
      expect(said.status).toBe(204);
      await until(annHere, bob, two);
      const heard = receiptsIn(await poller.ask(0)) as Receipts[];
      expect(heard).toMatchObject([{ isAll: true }]);
      expect(heard[0] && numberOf(heard[0], ann)).toBe(two);
      await annHere.close();
    });

    it("are of nobody who hides theirs, and tell them nothing", async () => {
      const { ann, bob } = setting();
      const fay = await ann.invite("Freya");
      const { room, annHere, one, two, three } = await roomOf("Hidden", [bob, fay]);
      const [bobHere, freyaHere] = [await bob.enter(room), await fay.enter(room)];
      for (const socket of [annHere, bobHere, freyaHere]) socket.say({ t: "read", seq: one });
      await until(annHere, bob, one);
      await until(bobHere, ann, one);

      const inbox = await WireInbox.enter(bob);
      await inbox.do({ type: "receipts", isShown: false });
      await annHere.next("receipts", ({ gone = [] }) => gone.some((id) => id === bob.id));
      await bobHere.next("receipts", ({ isAll, read }) => isAll === true && read.length === 0);
      const from = bobHere.heard.length;
      // A device of his that knows nothing of it, by either door.
      bobHere.say({ t: "read", seq: two });
      await bob.ask("POST", `/api/rooms/${room}/read`, { seq: two });
      freyaHere.say({ t: "read", seq: two });
      await until(annHere, fay, two);
      // Whatever was taken of his would come with hers.
      freyaHere.say({ t: "read", seq: three });
      const last = await until(annHere, fay, three);
      expect(numberOf(last, bob)).toBeUndefined();
      await bobHere.caughtUp();
      expect(receiptsIn(bobHere.heard.slice(from))).toEqual([]);
      expect(receiptsIn(await new WirePoller(bob, room).ask(0))).toEqual([]);

      await inbox.do({ type: "receipts", isShown: true });
      await bobHere.next("receipts", ({ isAll }) => isAll === true);
      bobHere.say({ t: "read", seq: two });
      await until(annHere, bob, two);
      inbox.close();
      await Promise.all([annHere, bobHere, freyaHere].map((socket) => socket.close()));
    });
  });
}
