import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { PING } from "#protocol/up.ts";
import * as Y from "yjs";
import { WireInbox } from "../wire/inbox.ts";
import { newId } from "../wire/new-id.ts";
import { noteTicket, WireNote } from "../wire/note.ts";
import type { WirePerson } from "../wire/person.ts";
import { noteOfBoth } from "./note-pair.ts";
import type { Setting } from "./setting.ts";

/** Of the server's machine and this one, which is the same. */
const CLOCKS_DIFFER_MS = 1_000;

export function describeNotes(setting: () => Setting): void {
  const both = () => noteOfBoth(setting());

  describe("a note", () => {
    it("is one for everyone in the room, and says what is saved", async () => {
      const [ann, bob] = await both();
      expect(ann.editor.heard[0]).toMatchObject({ t: "welcome", mayWrite: true });
      ann.editor.write("tea");
      bob.editor.write("cake");
      await Promise.all([ann.untilText("cake"), bob.untilText("tea")]);
      await Promise.all([ann.untilSaved(), bob.untilSaved()]);
      expect(ann.editor.text).toBe(bob.editor.text);
      ann.close();
      bob.close();
    });

    it("is news to those in the room who do not look at it, and to whoever comes later", async () => {
      const [ann, bob, room] = await both();
      bob.close();
      const bobHere = await bob.of.enter(room);
      const from = Date.now() - CLOCKS_DIFFER_MS;
      ann.editor.write("tea");
      const told = await bobHere.next("note");
      expect(told.news).toEqual([{ by: ann.of.id, at: expect.any(Number) }]);
      expect(told.news[0]?.at).toBeGreaterThan(from);
      await ann.untilSaved();
      ann.editor.write("and cake");
      await ann.untilSaved();
      const later = await ann.of.enter(room);
      // What came soon after waits: nobody is told at every letter.
      expect((await later.next("note")).news).toEqual(told.news);
      ann.close();
      await Promise.all([bobHere.close(), later.close()]);
    });

    it("brings together what was written while one was away", async () => {
      const [ann, bob] = await both();
      bob.close();
      await bob.untilClosed();
      ann.editor.write("from the desk");
      bob.editor.write("from the train");
      await bob.connect();
      await Promise.all([ann.untilText("from the train"), bob.untilText("from the desk")]);
      await bob.untilSaved();
      expect(ann.editor.text).toBe(bob.editor.text);
      ann.close();
      bob.close();
    });

    it("loses nothing that was said to be saved when the server is killed in mid-typing", async () => {
      const { parley } = setting();
      const [ann, bob] = await both();
      let typed = 0;
      const typing = setInterval(() => {
        typed += 1;
        ann.editor.type(`a${typed} `);
        bob.editor.write(`b${typed}`, 0);
      }, 4);
      await ann.until("a hundred changes", () => ann.editor.saved >= 100 || undefined);
      await parley.kill();
      clearInterval(typing);
      await Promise.all([ann.untilClosed(), bob.untilClosed()]);
      // Whoever looks now sees what the server has kept by itself.
      await parley.restart();
      const [hers, his] = [await ann.of.signIn(), await bob.of.signIn()];
      const witness = await WireNote.enter(hers, ann.room);
      for (let i = 1; i <= ann.editor.saved; i += 1)
        expect(witness.editor.text).toContain(`a${i} `);
      for (let i = 1; i <= bob.editor.saved; i += 1)
        expect(witness.editor.text).toMatch(new RegExp(`<paragraph>b${i}(?!\\d)`, "u"));
      await ann.connect(undefined, hers);
      await bob.connect(undefined, his);
      await Promise.all([ann.untilText(`b${typed}`), bob.untilText(`a${typed} `)]);
      await Promise.all([ann.untilSaved(), bob.untilSaved()]);
      await witness.until("the same", () => witness.editor.text === ann.editor.text || undefined);
      expect(bob.editor.text).toBe(ann.editor.text);
      for (const note of [ann, bob, witness]) note.close();
    });

    it("shows where others are, under the name that the server gives them, until they go", async () => {
      const [ann, bob] = await both();
      bob.editor.awareness.setLocalState({ user: { id: ann.of.id, name: "Ann" }, at: 7 });
      const his = bob.editor.doc.clientID;
      // What was said at first, before it had a place, may come before it.
      const shown = await ann.until("a cursor", () => {
        const state = ann.editor.awareness.getStates().get(his);
        return state?.["at"] === 7 ? state : undefined;
      });
      expect(shown).toEqual({ user: { id: bob.of.id }, at: 7 });
      bob.close();
      await ann.until(
        "that he is gone",
        () => !ann.editor.awareness.getStates().has(his) || undefined,
      );
      ann.close();
    });

    it("answers pings, and takes another ticket", async () => {
      const [ann, bob, room] = await both();
      ann.send(PING);
      await ann.untilSaid("pong");
      ann.send(JSON.stringify({ t: "renew", ticket: await noteTicket(ann.of, room) }));
      expect((await ann.untilSaid("renewed")).expiresAt).toBeGreaterThan(Date.now());
      ann.send(JSON.stringify({ t: "renew", ticket: await noteTicket(bob.of, room) }));
      expect(await ann.untilSaid("refused")).toEqual({ t: "refused", code: "ticket_invalid" });
      ann.close();
      bob.close();
    });

    it("can be read without a socket, by whoever is in the room", async () => {
      const [ann, bob, room] = await both();
      ann.editor.write("by post");
      await ann.untilSaved();
      const { url, token } = bob.of;
      const answer = await fetch(`${url}/api/rooms/${room}/note`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      const { eve } = setting();
      const refused = await eve.ask("GET", `/api/rooms/${room}/note`);
      expect(refused).toMatchObject({ status: 403, body: { code: "not_member" } });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(new TextDecoder().decode(bytes)).toContain("by post");
      ann.close();
      bob.close();
    });
  });

  describe("a note's history", () => {
    type Version = { id: string; at: number; people: string[]; isKept: boolean };

    async function versionsOf(of: WirePerson, room: string): Promise<Version[]> {
      const { body } = await of.ask("GET", `/api/rooms/${room}/note/versions`);
      return body["versions"] as Version[];
    }

    it("keeps what it is on request and when it becomes quiet, with who has written", async () => {
      const [ann, bob, room] = await both();
      ann.editor.write("first thought");
      await ann.untilSaved();
      const kept = await bob.of.ask("POST", `/api/rooms/${room}/note/versions`, {});
      expect(kept.status).toBe(201);
      await bob.untilText("first thought");
      bob.editor.write("second thought");
      await bob.untilSaved();
      await expect.poll(() => versionsOf(ann.of, room)).toHaveLength(2);
      expect(await versionsOf(ann.of, room)).toMatchObject([
        { people: [bob.of.id], isKept: false },
        { id: kept.body["id"], people: [ann.of.id], isKept: true },
      ]);
      const { url, token } = ann.of;
      const answer = await fetch(
        `${url}/api/rooms/${room}/note/versions/${String(kept.body["id"])}`,
        {
          headers: { authorization: `Bearer ${token}` },
        },
      );
      const text = new TextDecoder().decode(await answer.arrayBuffer());
      expect(text).toContain("first thought");
      expect(text).not.toContain("second thought");
      expect(await ann.of.ask("GET", `/api/rooms/${room}/note/versions/99`)).toMatchObject({
        status: 404,
        body: { code: "no_such_version" },
      });
      ann.close();
      bob.close();
    });
  });

  describe("somebody who is named in a note", () => {
    const name = (note: WireNote, id: string, person: string) => {
      const paragraph = new Y.XmlElement("paragraph");
      const mention = new Y.XmlElement("mention");
      mention.setAttribute("person", person);
      mention.setAttribute("id", id);
      paragraph.insert(0, [new Y.XmlText("ask "), mention]);
      note.editor.doc.getXmlFragment("note").insert(0, [paragraph]);
    };
    const told = (inbox: WireInbox) =>
      inbox.device.get("activity").filter(({ what }) => what === "note");

    it("hears of it once, where the server was killed, and whoever moves the name; nobody else does", async () => {
      const { parley, eve } = setting();
      const [ann, bob, room] = await both();
      const id = newId();
      name(ann, id, bob.of.id);
      name(ann, newId(), eve.id);
      await ann.untilSaved();
      await parley.kill();
      await Promise.all([ann.untilClosed(), bob.untilClosed()]);
      await parley.restart();
      const [hers, his, others] = await Promise.all(
        [ann.of, bob.of, eve].map((person) => person.signIn()),
      );
      if (!hers || !his || !others) throw new Error("three people sign in");
      const [phone, outside] = [await WireInbox.enter(his), await WireInbox.enter(others)];
      // Whoever looks wakes it; in production its alarm does.
      await ann.connect(undefined, hers);
      await phone.until("a mention", () => told(phone)[0]);
      name(ann, id, bob.of.id);
      const last = newId();
      name(ann, last, bob.of.id);
      await phone.until("another", () => told(phone).find(({ mention }) => mention === last));
      expect(told(phone).map(({ room: where, mention, by }) => [where, mention, by])).toEqual([
        [room, id, ann.of.id],
        [room, last, ann.of.id],
      ]);
      expect(told(outside)).toEqual([]);
      expect(phone.device.get("room").find((one) => one.room === room)?.count).toBe(0);
      ann.close();
      phone.close();
      outside.close();
    });
  });

  describe("a note of which much is taken out", () => {
    type Kept = { id: string; removedBy?: string };

    it("can be found as it was, also when the server was killed at once", async () => {
      const { parley } = setting();
      const [ann, bob, room] = await both();
      ann.editor.write("What we have decided, and why. ".repeat(10));
      await Promise.all([ann.untilSaved(), bob.untilText("and why")]);
      const note = bob.editor.doc.getXmlFragment("note");
      bob.editor.doc.transact(() => {
        note.delete(0, note.length);
        bob.editor.write("x");
      });
      await bob.untilSaved();
      await parley.kill();
      await Promise.all([ann.untilClosed(), bob.untilClosed()]);
      await parley.restart();
      const hers = await ann.of.signIn();
      const { body } = await hers.ask("GET", `/api/rooms/${room}/note/versions`);
      const before = (body["versions"] as Kept[]).find(({ removedBy }) => removedBy === bob.of.id);
      const answer = await fetch(
        `${hers.url}/api/rooms/${room}/note/versions/${String(before?.id)}`,
        { headers: { authorization: `Bearer ${hers.token}` } },
      );
      expect(new TextDecoder().decode(await answer.arrayBuffer())).toContain("and why. What we");
      const now = await WireNote.enter(hers, room);
      expect(now.editor.text).toBe("<paragraph>x</paragraph>");
      now.close();
    });
  });

  describe("a note's sleep", () => {
    it("changes nothing that anyone at it can see", async () => {
      const { host, parley } = setting();
      const [ann, bob, room] = await both();
      bob.editor.awareness.setLocalState({ at: 7 });
      ann.editor.write("good night");
      await bob.untilText("good night");
      await ann.untilSaved();
      const woken = wakes(parley.output(), room);
      // The runtime puts an object to sleep after ten idle seconds, and nothing on the wire says so.
      await pause(14_000);
      ann.editor.write("good morning");
      await bob.untilText("good morning");
      await ann.untilSaved();
      if (host === "partyserver") expect(wakes(parley.output(), room)).toBe(woken + 1);
      const witness = await WireNote.enter(ann.of, room);
      const his = bob.editor.doc.clientID;
      await witness.until("his cursor", () => witness.editor.awareness.getStates().get(his));
      expect(witness.editor.text).toBe(bob.editor.text);
      bob.close();
      await ann.until(
        "that he is gone",
        () => !ann.editor.awareness.getStates().has(his) || undefined,
      );
      ann.close();
      witness.close();
    }, 40_000);
  });
}

/** How often this room's note has been rebuilt from its storage. */
function wakes(output: string, room: string): number {
  return output.split("\n").filter((line) => line.includes('"note.woke"') && line.includes(room))
    .length;
}
