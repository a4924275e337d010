import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { deleteDisk } from "./forgiving-disk.ts";
import { openNoteDisk } from "./note-disk.ts";

const TEA = v.parse(RoomId, "tea");
const COFFEE = v.parse(RoomId, "coffee");

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

/** A document with what this device keeps of a note. */
async function opened(person: string, room = TEA) {
  const doc = new Y.Doc();
  const disk = openNoteDisk(browserClock, person, room, doc);
  const kept = await disk.loaded;
  return { doc, disk, kept, text: doc.getText("note") };
}

describe("a note on disk", () => {
  it("has every change again, and knows whether the note was ever here", async () => {
    const { text, disk, kept } = await opened("ann");
    expect(kept).toEqual({ wasHeld: false });
    text.insert(0, "tea");
    text.insert(3, " and milk");
    disk.hold();
    await vi.waitFor(async () => {
      const again = await opened("ann");
      expect([again.text.toJSON(), again.kept]).toEqual(["tea and milk", { wasHeld: true }]);
    });
    expect((await opened("ann", COFFEE)).text.toJSON()).toBe("");
  });

  it("goes with everything of the person who signs out, and nobody else's does", async () => {
    const [ann, bob] = [await opened("ann"), await opened("bob")];
    ann.text.insert(0, "Ann's");
    bob.text.insert(0, "Bob's");
    await vi.waitFor(async () => expect((await opened("ann")).text.toJSON()).toBe("Ann's"));
    await deleteDisk(browserClock, "ann");
    expect((await opened("ann")).text.toJSON()).toBe("");
    await vi.waitFor(async () => expect((await opened("bob")).text.toJSON()).toBe("Bob's"));
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).toContain("parley-bob-note-tea");
  });

  it("keeps nothing where nothing can be kept", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const { kept, text, disk } = await opened("ann");
    text.insert(0, "tea");
    disk.hold();
    disk.discard();
    disk.close();
    expect(kept).toBeNull();
  });

  it("keeps nothing any more of what was put away", async () => {
    const { text, disk } = await opened("ann");
    text.insert(0, "not to be taken");
    disk.discard();
    await vi.waitFor(async () => expect((await opened("ann")).text.toJSON()).toBe(""));
  });
});
