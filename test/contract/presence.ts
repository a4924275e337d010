import { describe, expect, it } from "vitest";
import type { Availability } from "#protocol/inbox/presence.ts";
import { awakeRooms } from "../wire/awake-rooms.ts";
import { WireInbox } from "../wire/inbox.ts";
import { ask, type WirePerson } from "../wire/person.ts";
import type { Host } from "../servers.ts";
import { setUp, type Setting } from "./setting.ts";

export function describePresence(setting: () => Setting, host: Host): void {
  /** A device of somebody's that is used. */
  async function at(who: WirePerson): Promise<WireInbox> {
    const device = await WireInbox.enter(who);
    device.say({ t: "status", is: "active" });
    return device;
  }

  /** All that this device has heard of somebody, in order. */
  const heardOf = (device: WireInbox, { id }: WirePerson): Availability[] =>
    device.heard
      .flatMap((message) => (message.t === "presence" ? message.people : []))
      .flatMap((seen) => (seen.id === id ? [seen.is] : []));

  const untilLast = (device: WireInbox, who: WirePerson, is: Availability) =>
    device.until(`${who.name} ${is}`, () => heardOf(device, who).at(-1) === is || undefined);

  /** Ann comes, wants no disturbance, comes back on another line, and goes; Bob sees it. */
  async function story({ ann, bob }: Setting): Promise<Availability[]> {
    const phone = await at(bob);
    phone.say({ t: "watch", people: [ann.id] });
    await untilLast(phone, ann, "offline");
    const before = await at(ann);
    await untilLast(phone, ann, "online");
    before.close();
    const after = await at(ann);
    await after.do({ type: "self", choice: { is: "dnd", until: null } });
    await untilLast(phone, ann, "dnd");
    await after.do({ type: "self", choice: { is: "auto", until: null } });
    await untilLast(phone, ann, "online");
    after.close();
    await untilLast(phone, ann, "offline");
    const heard = heardOf(phone, ann);
    phone.close();
    return heard;
  }

  describe("presence", () => {
    it("tells who watches, and a line that is lost for a moment is not seen", async () => {
      expect(await story(setting())).toEqual(["offline", "online", "dnd", "online", "offline"]);
    });

    it("is told to nobody else, and the lobby is open to nobody outside", async () => {
      const { ann, bob, eve, parley } = setting();
      const [phone, other] = [await at(bob), await at(eve)];
      phone.say({ t: "watch", people: [ann.id] });
      other.say({ t: "watch", people: [bob.id] });
      await untilLast(other, bob, "online");
      const desk = await at(ann);
      await untilLast(phone, ann, "online");
      expect(heardOf(other, ann)).toEqual([]);
      desk.close();
      await untilLast(phone, ann, "offline");
      for (const device of [phone, other]) device.close();
      const body = { ask: "is", person: ann.id, is: "dnd" };
      const path = "/parties/lobby/everyone";
      expect((await ask(parley.url, "POST", path, { body })).status).toBe(404);
    });
  });

  // On a server of their own: a room that has something to do wakes by itself.
  describe("presence in a quiet place", () => {
    const alone = setUp(host);

    it.runIf(process.platform === "linux")(
      "wakes no room, whatever people do",
      { timeout: 240_000 },
      async () => {
        const { parley, ann, room } = alone();
        const allAsleep = async () => {
          await expect.poll(() => awakeRooms(parley), { timeout: 90_000 }).toEqual([]);
        };
        // Not before all that it had to tell is told: it would wake to do that.
        await allAsleep();
        await parley.kill();
        await parley.restart();
        await allAsleep();
        await story(alone());
        expect(awakeRooms(parley)).toEqual([]);
        const socket = await ann.enter(room);
        expect(awakeRooms(parley)).not.toEqual([]);
        await socket.close();
      },
    );
  });
}
