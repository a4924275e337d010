import { describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import { MAX_NOTE_FRAME_BYTES } from "#protocol/notes/limits.ts";
import { changeAs, frameOf, updateFrame } from "../fakes/note-editor.ts";
import { noteTicket, WireNote } from "../wire/note.ts";
import { ask } from "../wire/person.ts";
import { noteOfBoth, roomOfBoth } from "./note-pair.ts";
import type { Setting } from "./setting.ts";

/** "Open sockets follow within a second" (security.md §1.5). */
const FOLLOWS_WITHIN_MS = 1_000;

/** Who may be at a note, and what ends a line to it. */
export function describeNoteDoor(setting: () => Setting): void {
  const together = () => roomOfBoth(setting());
  const both = () => noteOfBoth(setting());

  describe("a note's door", () => {
    it("is closed to whoever is not in the room, to other tickets and to plain requests", async () => {
      const { eve, parley } = setting();
      const { room, ann } = await together();
      expect(await eve.ask("POST", "/api/tickets", { party: "notes", id: room })).toMatchObject({
        status: 403,
        body: { code: "not_member" },
      });
      const note = new WireNote(ann, room);
      await expect(note.connect(await ann.ticket(room))).rejects.toThrow("401");
      expect((await ask(parley.url, "GET", `/parties/notes/${room}`)).status).toBe(404);
      const spent = await noteTicket(ann, room);
      const first = new WireNote(ann, room);
      await first.connect(spent);
      const second = new WireNote(ann, room);
      await second.connect(spent);
      expect(await second.untilClosed()).toBe(CLOSE.session);
      first.close();
    });

    it("closes within a second when somebody leaves the room or is signed out", async () => {
      const { room, ann, bob } = await together();
      const phone = await bob.signIn();
      const [left, lost, stays] = [
        await WireNote.enter(bob, room),
        await WireNote.enter(phone, room),
        await WireNote.enter(ann, room),
      ];
      const { body } = await phone.ask("GET", "/api/devices");
      const devices = body["devices"] as { id: string; isThis: boolean }[];
      const id = devices.find(({ isThis }) => isThis)?.id ?? "none";
      const signedOut = performance.now();
      await bob.ask("DELETE", `/api/devices/${id}`);
      expect(await lost.untilClosed()).toBe(CLOSE.session);
      expect(performance.now() - signedOut).toBeLessThan(FOLLOWS_WITHIN_MS);
      const leaves = performance.now();
      await bob.command(room, { type: "room.leave" });
      expect(await left.untilClosed()).toBe(CLOSE.notMember);
      expect(performance.now() - leaves).toBeLessThan(FOLLOWS_WITHIN_MS);
      stays.editor.write("alone");
      await stays.untilSaved();
      stays.close();
    });

    it("closes within a second for whoever may only read from now on, and says so to them", async () => {
      const { room, ann, bob } = await together();
      const zoe = await ann.invite("Zoe");
      await zoe.join(room);
      const [hers, his] = [await WireNote.enter(zoe, room), await WireNote.enter(bob, room)];
      const changed = performance.now();
      expect((await ann.ask("PUT", `/api/people/${zoe.id}/role`, { role: "guest" })).status).toBe(
        204,
      );
      expect(await hers.untilClosed()).toBe(CLOSE.session);
      expect(performance.now() - changed).toBeLessThan(FOLLOWS_WITHIN_MS);
      // Her token says for minutes what she was.
      await hers.connect();
      expect(await hers.untilSaid("welcome")).toMatchObject({ t: "welcome", mayWrite: false });
      hers.editor.write("all the same");
      expect(await hers.untilSaid("refused")).toEqual({ t: "refused", code: "not_allowed" });
      his.editor.write("still here");
      await hers.untilText("still here");
      expect(his.editor.text).not.toContain("all the same");
      hers.close();
      his.close();
    });

    it("ends for what is no frame, too large, or in another's name, and for nobody else", async () => {
      const [ann, bob] = await both();
      bob.editor.write("before");
      await ann.untilText("before");
      const junk = [
        { frame: new Uint8Array([0, 2, 3, 1, 2, 3]), ends: NOTE_CLOSE.notTaken, code: "malformed" },
        {
          frame: frameOf(1, null, new Uint8Array(MAX_NOTE_FRAME_BYTES)),
          ends: CLOSE.frameTooLarge,
          code: "frame_too_large",
        },
        {
          // Under his id, which is known to everyone.
          frame: updateFrame(changeAs(bob.editor.doc, "forged")),
          ends: NOTE_CLOSE.notTaken,
          code: "note_not_yours",
        },
      ];
      for (const { frame, ends, code } of junk) {
        ann.send(frame);
        expect(await ann.untilClosed()).toBe(ends);
        expect(ann.editor.heard.at(-1)).toEqual({ t: "refused", code });
        await ann.connect();
      }
      bob.editor.write("after");
      await ann.untilText("after");
      expect(bob.closed).toBeNull();
      expect(ann.editor.text).toBe(bob.editor.text);
      ann.close();
      bob.close();
    });
  });
}
