import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { dataFolder } from "../../scripts/data-folder.ts";
import { ownOperatorDoor } from "../../scripts/operator-door.ts";
import { newId } from "../wire/new-id.ts";
import type { Setting } from "./setting.ts";

type Wish = { type: string; target?: number; [field: string]: unknown };

export function describeMessages(setting: () => Setting): void {
  describe("what becomes of a message", () => {
    it("reaches everyone, and a page of history tells it as it is now", async () => {
      const { ann, bob, room } = setting();
      const [annHere, bobHere] = [await ann.enter(room), await bob.enter(room)];
      annHere.post("frist");
      const { seq: target } = await bobHere.untilBody("frist");
      const wish = (here: typeof annHere, command: Wish) =>
        here.say({ t: "command", command: { id: newId(), ...command } });
      wish(annHere, { type: "message.edit", target, revision: 0, body: "first" });
      wish(bobHere, { type: "message.react", target, emoji: "🎉", on: true });
      wish(bobHere, { type: "message.post", body: "well done", thread: target });
      wish(bobHere, { type: "message.pin", target, on: true });
      for (const here of [annHere, bobHere]) {
        await here.untilEvent((event) => event.type === "message.edited");
        await here.untilEvent((event) => event.type === "message.pinned");
      }
      const page = await bob.history(room, `?around=${target}&limit=20`);
      const state = new Map(page.states).get(target);
      expect(state).toMatchObject({
        body: "first",
        reactions: [{ emoji: "🎉", people: [bob.id] }],
        thread: { count: 1, people: [bob.id] },
      });
      const thread = await ann.ask("GET", `/api/rooms/${room}/threads/${target}`);
      expect(bodiesIn(thread.body["messages"])).toEqual(["frist", "well done"]);
      await Promise.all([annHere.close(), bobHere.close()]);
    });

    it("is its author's affair, and what is so already is not done again", async () => {
      const { ann, bob, room } = setting();
      const [annHere, bobHere] = [await ann.enter(room), await bob.enter(room)];
      annHere.post("mine");
      const { seq: target } = await bobHere.untilBody("mine");
      const cases: [Wish, string][] = [
        [{ type: "message.edit", target, revision: 0, body: "not yours" }, "not_author"],
        [{ type: "message.delete", target }, "not_author"],
        [{ type: "message.edit", target: 9_999_999, revision: 0, body: "?" }, "no_such_message"],
        [{ type: "message.react", target, emoji: "nope", on: true }, "emoji_unknown"],
        [{ type: "message.react", target, emoji: "👍", on: false }, "no_change"],
        [{ type: "message.post", body: "hi", mentions: [ann.id] }, "malformed"],
        [{ type: "message.post", body: "hi", calls: "room" }, "malformed"],
        [{ type: "message.post", body: "hi", thread: 1 }, "no_such_message"],
      ];
      for (const [command, code] of cases) {
        bobHere.say({ t: "command", command: { id: newId(), ...command } });
        expect(await bobHere.next("refused")).toMatchObject({ code, retryable: false });
      }
      annHere.say({
        t: "command",
        command: { type: "message.edit", id: newId(), target, revision: 4, body: "late" },
      });
      expect(await annHere.next("refused")).toMatchObject({ code: "edit_stale" });
      await Promise.all([annHere.close(), bobHere.close()]);
    });

    it("is not changed by an edit that comes after the time that the community allows", async () => {
      const { parley, ann, room } = setting();
      const before = await ann.enter(room);
      await bringAlong(parley, ann, room, "said an hour ago");
      const { seq: target } = await before.untilBody("said an hour ago");
      const wish = (revision: number) => {
        const body = `other words ${revision}`;
        return { type: "message.edit", id: newId(), target, revision, body };
      };
      const isEditOf = (seq: number) => (event: RoomEvent) =>
        event.type === "message.edited" && event.target === seq;
      before.say({ t: "command", command: wish(0) });
      await before.untilEvent(isEditOf(target));
      await ann.ask("PUT", "/api/community", { editWindowMs: 60_000 });
      try {
        const later = await ann.signIn();
        const socket = await later.enter(room);
        socket.say({ t: "command", command: wish(1) });
        const refused = { code: "edit_too_late", retryable: false };
        expect(await socket.next("refused")).toMatchObject(refused);
        expect(await later.command(room, wish(1))).toMatchObject({ status: 403, body: refused });
        socket.post("said just now");
        const fresh = await socket.untilBody("said just now");
        socket.say({ t: "command", command: { ...wish(0), target: fresh.seq } });
        await socket.untilEvent(isEditOf(fresh.seq));
        await socket.close();
      } finally {
        await ann.ask("PUT", "/api/community", { editWindowMs: null });
      }
      await before.close();
    });

    it("is that its words are gone when it is deleted, with those of its edits", async () => {
      const { ann, bob, room } = setting();
      const annHere = await ann.enter(room);
      const posted = annHere.post("a slip of the tongue");
      const { seq: target } = await annHere.untilBody("a slip of the tongue");
      const say = (command: Wish) =>
        annHere.say({ t: "command", command: { id: newId(), ...command } });
      say({ type: "message.edit", target, revision: 0, body: "another slip" });
      say({ type: "message.delete", target });
      await annHere.untilEvent((event) => event.type === "message.deleted");
      const page = await bob.history(room, `?after=${target - 1}&limit=20`);
      expect(page.messages[0]).toMatchObject({ seq: target, body: "", deleted: { by: ann.id } });
      const anew = await bob.enter(room);
      await anew.caughtUp();
      const told = JSON.stringify([page, anew.events()]);
      expect(told).toContain("message.deleted");
      expect(told).not.toContain("slip");
      // Whoever never heard that it was taken asks again, and hears that it was.
      const again = await ann.command(room, posted);
      expect(again.body).toMatchObject({ repeated: true, event: { seq: target, body: "" } });
      await Promise.all([annHere.close(), anew.close()]);
    });
  });
}

/** The operator brings along what somebody said an hour ago. */
async function bringAlong(
  { url, dir }: Setting["parley"],
  { id: by, name }: Setting["ann"],
  room: string,
  body: string,
): Promise<void> {
  const at = Date.now() - 3_600_000;
  const entry = { type: "message.posted", id: newId(at), at, by, name, body };
  const door = await ownOperatorDoor(url, dataFolder(dir));
  const path = `/api/import/rooms/${room}/entries`;
  await door(path, { id: newId(), entries: [entry] }, v.unknown());
}

function bodiesIn(events: unknown): string[] {
  return (events as RoomEvent[]).flatMap((event) => ("body" in event ? [event.body] : []));
}
