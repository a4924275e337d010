import { describe, expect, it } from "vitest";
import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import { WireInbox } from "../wire/inbox.ts";
import { newId } from "../wire/new-id.ts";
import type { WirePerson } from "../wire/person.ts";
import type { Setting } from "./setting.ts";

/** "Whoever is named hears of it at once." */
const AT_ONCE_MS = 1_000;

export function describeInvitations(setting: () => Setting): void {
  const post = (who: WirePerson, room: string, body: string) =>
    who.command(room, { type: "message.post", body });
  const invite = (by: WirePerson, room: string, { id }: WirePerson) =>
    by.ask("POST", `/api/rooms/${room}/invitations`, { id: newId(), people: [id] });
  const until = (phone: WireInbox, room: string, isGone: boolean): Promise<ActivityEntry> =>
    phone.until(`an invitation, ${isGone ? "over" : "that stands"}`, () =>
      phone.device
        .get("activity")
        .findLast(
          (entry) => entry.what === "invitation" && entry.room === room && entry.isGone === isGone,
        ),
    );

  describe("an invitation", () => {
    it("reaches whoever is asked at once, however lively the talk is, lets a guest in, and is over then", async () => {
      const { ann, parley } = setting();
      const gus = await ann.invite("Gus");
      await ann.ask("PUT", `/api/people/${gus.id}/role`, { role: "guest" });
      const guest = await gus.signIn(parley.url);
      const room = await ann.createRoom(`Shed ${newId()}`);
      const phone = await WireInbox.enter(guest);
      for (let i = 0; i < 5; i += 1) await post(ann, room, `word ${i}`);
      const asked = performance.now();
      expect((await invite(ann, room, guest)).status).toBe(200);
      expect(await until(phone, room, false)).toMatchObject({ by: ann.id, isSeen: false });
      expect(performance.now() - asked).toBeLessThan(AT_ONCE_MS);
      const listed = (await guest.ask("GET", "/api/rooms")).body["rooms"];
      expect(listed).toMatchObject([{ id: room, joined: false, invitation: { name: ann.name } }]);
      await guest.join(room);
      await until(phone, room, true);
      await post(ann, room, "welcome");
      await phone.untilCount(room, 1);
      phone.close();
    });

    it("is gone from all of their devices when it is declined or withdrawn, and tells nothing else of the room", async () => {
      const { ann, bob } = setting();
      const room = await ann.createRoom(`Loft ${newId()}`);
      const phone = await WireInbox.enter(bob);
      await invite(ann, room, bob);
      await until(phone, room, false);
      const decline = { type: "member.uninvite", person: bob.id };
      await bob.command(room, decline);
      const first = await until(phone, room, true);
      await post(ann, room, "not for Bob");
      await invite(ann, room, bob);
      const second = await until(phone, room, false);
      expect(second.id).toBeGreaterThan(first.id);
      await ann.command(room, decline);
      await phone.until("its end", () =>
        phone.device.get("activity").find(({ id, isGone }) => id === second.id && isGone),
      );
      expect(phone.room(room)).toMatchObject({ isMember: false, count: 0 });
      phone.close();
    });
  });
}
