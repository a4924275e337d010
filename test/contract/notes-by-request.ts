import { describe, expect, it } from "vitest";
import { MAX_POLLS_PER_PERSON } from "#protocol/limits.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { changeAs, changeOutOfStep } from "../fakes/note-editor.ts";
import { WireNote } from "../wire/note.ts";
import { WireNotePoller } from "../wire/note-poller.ts";
import { roomOfBoth } from "./note-pair.ts";
import type { Setting } from "./setting.ts";

/** A note for those whose network lets no socket through. */
export function describeNotesByRequest(setting: () => Setting): void {
  const together = () => roomOfBoth(setting());

  describe("a note without a socket", () => {
    it("is read and written by requests, and is one with what others do by sockets", async () => {
      const { room, ann, bob } = await together();
      const [desk, cafe] = [await WireNote.enter(ann, room), new WireNotePoller(bob, room)];
      await cafe.ask(0);
      expect(cafe.mayWrite).toBe(true);
      desk.editor.write("from the desk");
      await cafe.untilText("from the desk");
      const change = cafe.change(() => cafe.editor.write("from the café"));
      expect((await cafe.post(change)).status).toBe(204);
      await desk.untilText("from the café");
      // What is taken out is in no state vector.
      desk.editor.doc.getXmlFragment("note").delete(0, 1);
      await expect
        .poll(async () => {
          await cafe.ask(1);
          return cafe.editor.text;
        })
        .toBe(desk.editor.text);
      const { body } = await ann.ask("GET", `/api/rooms/${room}/note/versions`);
      expect(body["authors"]).toContainEqual({
        person: bob.id,
        clientIds: [cafe.editor.doc.clientID],
      });
      desk.close();
    });

    it("is answered when there is something, and with nothing when the time is over", async () => {
      const { room, ann, bob } = await together();
      const [desk, cafe] = [await WireNote.enter(ann, room), new WireNotePoller(bob, room)];
      await cafe.ask(0);
      const asked = performance.now();
      await cafe.ask(1);
      expect(performance.now() - asked).toBeGreaterThan(900);
      const waiting = cafe.ask(25);
      desk.editor.write("at last");
      expect((await waiting).status).toBe(200);
      expect(cafe.editor.text).toContain("at last");
      desk.close();
    });

    it("keeps what it said to have taken when the server is killed, and takes a change twice as once", async () => {
      const { parley } = setting();
      const { room, bob } = await together();
      const cafe = new WireNotePoller(bob, room);
      await cafe.ask(0);
      let kept = 0;
      let change = new Uint8Array();
      const writing = (async () => {
        for (;;) {
          change = new Uint8Array(cafe.change(() => cafe.editor.type(`k${kept} `)));
          const reply = await cafe.post(change).catch(() => null);
          if (reply?.status !== 204) return;
          kept += 1;
          if (kept === 20) void parley.kill();
        }
      })();
      await writing;
      await parley.restart();
      const his = await bob.signIn();
      const witness = new WireNotePoller(his, room);
      await witness.ask(0);
      for (let i = 0; i < kept; i += 1) expect(witness.editor.text).toContain(`k${i} `);
      // Whether the last one was taken nobody knows, so it comes again.
      expect((await cafe.post(change, his)).status).toBe(204);
      expect((await cafe.post(change, his)).status).toBe(204);
      await witness.untilText(`k${kept} `);
      expect(witness.editor.text).toBe(cafe.editor.text);
    });

    it("refuses what is no change, too large, out of step or in another's name, and nobody else notices", async () => {
      const { room, ann, bob } = await together();
      const [desk, cafe] = [await WireNote.enter(ann, room), new WireNotePoller(bob, room)];
      desk.editor.write("before");
      await desk.untilSaved();
      await cafe.untilText("before");
      const { doc } = desk.editor;
      const refused = [
        [new Uint8Array([1, 2, 3, 4, 5]), 400, "malformed"],
        [new Uint8Array(), 400, "malformed"],
        [new Uint8Array(MAX_NOTE_UPDATE_BYTES + 1), 413, "frame_too_large"],
        [changeOutOfStep(), 409, "note_out_of_step"],
        [changeAs(doc, "forged", doc.clientID), 403, "note_not_yours"],
      ] as const;
      for (const [change, status, code] of refused)
        expect(await cafe.post(change)).toMatchObject({ status, code });
      const json = await bob.ask("POST", `/api/rooms/${room}/note/changes`, {});
      expect(json).toMatchObject({ status: 400, body: { code: "malformed" } });
      desk.editor.write("after");
      await desk.untilSaved();
      await cafe.untilText("after");
      expect(desk.closed).toBeNull();
      expect(cafe.editor.text).toBe(desk.editor.text);
      expect(desk.editor.text).not.toContain("forged");
      desk.close();
    });

    it("is closed to strangers, only read by readers, and over at once for whoever is signed out or leaves", async () => {
      const { eve } = setting();
      const { room, ann, bob } = await together();
      const outside = new WireNotePoller(eve, room);
      expect(await outside.ask(0)).toMatchObject({ status: 403, code: "not_member" });
      const hers = outside.change(() => outside.editor.write("let me in"));
      expect(await outside.post(hers)).toMatchObject({ status: 403, code: "not_member" });

      const yan = await ann.invite("Yan");
      await yan.join(room);
      await ann.ask("PUT", `/api/people/${yan.id}/role`, { role: "guest" });
      const reader = new WireNotePoller(yan, room);
      await reader.ask(0);
      expect(reader.mayWrite).toBe(false);
      const change = reader.change(() => reader.editor.write("all the same"));
      expect(await reader.post(change)).toMatchObject({ status: 403, code: "not_allowed" });

      const phone = await bob.signIn();
      const [lost, left] = [new WireNotePoller(phone, room), new WireNotePoller(bob, room)];
      await Promise.all([lost.ask(0), left.ask(0)]);
      const waiting = lost.ask(25);
      const { body } = await phone.ask("GET", "/api/devices");
      const devices = body["devices"] as { id: string; isThis: boolean }[];
      await bob.ask("DELETE", `/api/devices/${devices.find(({ isThis }) => isThis)?.id ?? ""}`);
      expect(await waiting).toMatchObject({ status: 401, code: "unauthenticated" });
      const late = lost.change(() => lost.editor.write("too late"));
      expect(await lost.post(late)).toMatchObject({ status: 401, code: "unauthenticated" });
      const goes = left.ask(25);
      await bob.command(room, { type: "room.leave" });
      expect(await goes).toMatchObject({ status: 403, code: "not_member" });
      const witness = await WireNote.enter(ann, room);
      expect(witness.editor.text).toBe("");
      witness.close();
    });

    it("lets so many questions of a person wait", async () => {
      const { room, bob } = await together();
      const first = new WireNotePoller(bob, room);
      await first.ask(0);
      const all = Array.from({ length: MAX_POLLS_PER_PERSON + 1 }, async () => {
        const other = new WireNotePoller(bob, room);
        other.after = first.after;
        return (await other.ask(2)).status;
      });
      const statuses = await Promise.all(all);
      const count = (status: number) => statuses.filter((one) => one === status).length;
      expect([count(200), count(429)]).toEqual([MAX_POLLS_PER_PERSON, 1]);
    });
  });
}
