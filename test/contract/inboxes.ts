import { describe, expect, it } from "vitest";
import { ticketFor, WireInbox } from "../wire/inbox.ts";
import { newId } from "../wire/new-id.ts";
import { ask, type WirePerson } from "../wire/person.ts";
import type { Setting } from "./setting.ts";

/** "All devices agree within a second." */
const AGREE_WITHIN_MS = 1_000;

export function describeInboxes(setting: () => Setting): void {
  /** A room of Ann's and Bob's, of which Bob knows everything. */
  async function together(): Promise<{ room: string; ann: WirePerson; bob: WirePerson }> {
    const { ann, bob } = setting();
    const room = await ann.createRoom(`Garden ${newId()}`);
    await bob.join(room);
    return { room, ann, bob };
  }

  const post = (who: WirePerson, room: string, body: string, more: object = {}) =>
    who.command(room, { type: "message.post", body, ...more });

  describe("an inbox", () => {
    it("counts what others say, and what is read on one device is read on all within a second", async () => {
      const { room, ann, bob } = await together();
      const [phone, desk] = [await WireInbox.enter(bob), await WireInbox.enter(bob)];
      await post(ann, room, "one");
      await post(ann, room, "two");
      await post(bob, room, "mine");
      const { first } = await desk.untilCount(room, 2);
      await phone.untilCount(room, 2);
      const read = performance.now();
      await phone.do({ type: "read", marks: [{ room, seq: first }] });
      await desk.untilCount(room, 1);
      expect(performance.now() - read).toBeLessThan(AGREE_WITHIN_MS);
      for (const device of [phone, desk]) device.close();
    });

    it("hears of a mention at once, however lively the talk is", async () => {
      const { room, ann, bob } = await together();
      const phone = await WireInbox.enter(bob);
      await post(ann, room, "the first of many");
      for (let i = 0; i < 5; i += 1) await post(ann, room, `word ${i}`);
      const said = performance.now();
      await post(ann, room, `<@${bob.id}>`, { mentions: [bob.id] });
      await phone.until("a mention", () => phone.room(room)?.mentions[0]);
      expect(performance.now() - said).toBeLessThan(AGREE_WITHIN_MS);
      await phone.untilCount(room, 7);
      phone.close();
    });

    it("hears at once of a call, however lively the talk is; where nobody is at a device, none to those who are here", async () => {
      const { room, ann, bob } = await together();
      const [phone, hers] = [await WireInbox.enter(bob), await WireInbox.enter(ann)];
      // Of frames in order the first is done before the second is answered.
      phone.say({ t: "status", is: "active" });
      await phone.do({ type: "opened", room });
      await post(bob, room, "the first of many");
      for (let i = 0; i < 3; i += 1) await post(bob, room, `word ${i}`);
      const said = performance.now();
      await post(ann, room, "<@here>", { calls: "here" });
      await post(ann, room, "<@room>", { calls: "room" });
      await phone.until("two calls", () => phone.calls().length === 2 || undefined);
      expect(performance.now() - said).toBeLessThan(AGREE_WITHIN_MS);
      expect(phone.calls()).toEqual(["here", "room"]);
      expect(phone.room(room)?.mentions).toHaveLength(2);
      await post(bob, room, "<@here> you two", { calls: "here" });
      await post(bob, room, "<@room> now", { calls: "room" });
      await hers.until("a call", () => hers.calls().at(-1));
      expect(hers.calls()).toEqual(["room"]);
      expect(phone.calls()).toHaveLength(2);
      for (const device of [phone, hers]) device.close();
    });

    it("tells a device that comes back what has changed, and nothing else", async () => {
      const { room, ann, bob } = await together();
      const other = await ann.createRoom(`Shed ${newId()}`);
      await bob.join(other);
      const before = await WireInbox.enter(bob);
      await before.untilCount(other, 0);
      const { epoch } = before;
      const { cursor } = before.device;
      before.close();
      await post(ann, room, "meanwhile");
      const after = await WireInbox.open(bob);
      await after.hello(cursor, epoch);
      await after.untilCount(room, 1);
      expect(after.device.gaps).toBe(0);
      expect(after.room(other)).toBeUndefined();
      after.close();
    });

    it("asks the room what was read, to make it unread again", async () => {
      const { room, ann, bob } = await together();
      const phone = await WireInbox.enter(bob);
      for (const body of ["one", "two", "three"]) await post(ann, room, body);
      const { first, heard } = await phone.untilCount(room, 3);
      await phone.do({ type: "read", marks: [{ room, seq: heard }] });
      await phone.untilCount(room, 0);
      await phone.do({ type: "unread", marks: [{ room, seq: (first ?? 0) + 1 }] });
      expect(await phone.untilCount(room, 2)).toMatchObject({ read: heard });
      phone.close();
    });

    it("works without a socket, by the same words", async () => {
      const { room, ann, bob } = await together();
      await post(ann, room, "by post");
      const phone = await WireInbox.enter(bob);
      const { first, heard } = await phone.untilCount(room, 1);
      const { body } = await bob.ask("GET", "/api/inbox/changes");
      expect(JSON.stringify(body)).toContain(`"room":"${room}"`);
      const command = { type: "read", id: newId(), marks: [{ room, seq: heard }] };
      expect((await bob.ask("POST", "/api/inbox/commands", command)).status).toBe(204);
      await phone.untilCount(room, 0);
      expect(first).toBe(heard);
      phone.close();
    });

    it("keeps drafts of devices that did not know of each other, and loses what was sent alone", async () => {
      const { room, bob } = await together();
      const [phone, desk] = [await WireInbox.enter(bob), await WireInbox.enter(bob)];
      const draftsOn = (device: WireInbox) =>
        device.device.get("draft").find((entry) => entry.room === room)?.drafts ?? [];
      const untilDrafts = (device: WireInbox, texts: readonly string[]) =>
        device.until(`the drafts ${texts.join(", ")}`, () =>
          texts.join() ===
          draftsOn(device)
            .map(({ text }) => text)
            .join()
            ? draftsOn(device)
            : undefined,
        );
      const written = performance.now();
      await phone.do({ type: "draft", room, base: [], text: "on the train" });
      await untilDrafts(desk, ["on the train"]);
      expect(performance.now() - written).toBeLessThan(AGREE_WITHIN_MS);
      await desk.do({ type: "draft", room, base: [], text: "at home" });
      const [sent] = await untilDrafts(phone, ["on the train", "at home"]);
      const body = { type: "draft", id: newId(), room, base: [sent?.version], text: "" };
      expect((await bob.ask("POST", "/api/inbox/commands", body)).status).toBe(204);
      for (const device of [phone, desk]) await untilDrafts(device, ["at home"]);
      const long = { ...body, id: newId(), base: [], text: "x".repeat(8_001) };
      const refused = await bob.ask("POST", "/api/inbox/commands", long);
      expect(refused.body).toMatchObject({ code: "body_too_long" });
      for (const device of [phone, desk]) device.close();
    });

    it("tells stars, mutes and the order of rooms to all devices, each by itself", async () => {
      const { room, bob } = await together();
      const [phone, desk] = [await WireInbox.enter(bob), await WireInbox.enter(bob)];
      await phone.do({ type: "star", room, on: true });
      await desk.do({ type: "mute", room, on: true });
      await phone.do({ type: "sidebar", order: "recent" });
      await desk.do({ type: "sidebar", fold: { section: "rooms", on: true } });
      for (const device of [phone, desk, await WireInbox.enter(bob)]) {
        await device.until("all of it", () => device.device.get("sidebar")[0]?.folded[0]);
        const liked = device.device.get("preference").find((each) => each.room === room);
        expect(liked).toMatchObject({ isStarred: true, isMuted: true });
        expect(device.device.get("sidebar")).toMatchObject([{ order: "recent" }]);
        device.close();
      }
    });

    it("is only for whom it is: another's ticket, a room's ticket and plain requests open nothing", async () => {
      const { ann, bob, room, parley } = setting();
      const wish = { party: "inbox", id: bob.id };
      expect((await ann.ask("POST", "/api/tickets", wish)).status).toBe(404);
      const own = await ticketFor(ann);
      await expect(WireInbox.open(ann, bob.id, own)).rejects.toThrow("401");
      await expect(WireInbox.open(bob, bob.id, await bob.ticket(room))).rejects.toThrow("401");
      const path = `/parties/inbox/${bob.id}`;
      expect((await ask(parley.url, "GET", path)).status).toBe(404);
      const tell = { ask: "erase", person: bob.id };
      expect((await ask(parley.url, "POST", path, { body: tell })).status).toBe(404);
      expect((await ask(parley.url, "POST", "/parties/courier/x", { body: {} })).status).toBe(404);
    });

    it("closes for a session that is signed out", async () => {
      const { bob } = setting();
      const lost = await bob.signIn();
      const device = await WireInbox.enter(lost);
      const { body } = await lost.ask("GET", "/api/devices");
      const devices = body["devices"] as { id: string; isThis: boolean }[];
      const id = devices.find(({ isThis }) => isThis)?.id ?? "none";
      await bob.ask("DELETE", `/api/devices/${id}`);
      expect(await device.untilClosed()).toBe(4401);
    });

    it("knows no room any more that its person has left", async () => {
      const { room, ann, bob } = await together();
      await post(ann, room, "bye");
      const phone = await WireInbox.enter(bob);
      await phone.untilCount(room, 1);
      await bob.command(room, { type: "room.leave" });
      expect(await phone.untilCount(room, 0)).toMatchObject({ isMember: false });
      phone.close();
    });
  });
}
