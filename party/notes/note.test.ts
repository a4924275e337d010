import { describe, expect, it } from "vitest";
import { NoteBench } from "../../test/fakes/note-bench.ts";

describe("a note", () => {
  it("is one for everyone: what one writes, the others read, and it is saved", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.write("tea");
    ann.type(" and cake");
    await bench.rest();
    expect(bob.text).toBe(ann.text);
    expect(bob.text).toContain("tea and cake");
    expect([ann.sent, ann.saved]).toEqual([2, 2]);
    expect(bench.failures).toEqual([]);
  });

  it("has what was said to be saved when it is read anew from storage", async () => {
    const bench = await NoteBench.open();
    const ann = await bench.enter("Ann");
    ann.write("tea");
    await bench.rest();
    await bench.drop(ann);
    await bench.wake();
    const bob = await bench.enter("Bob");
    expect(bob.text).toContain("tea");
  });

  it("brings together what was written far apart", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    await bench.drop(bob);
    ann.write("from the desk");
    bob.write("from the train");
    await bench.rest();
    await bench.connect(bob);
    await bench.rest();
    expect(bob.text).toBe(ann.text);
    expect(ann.text).toContain("from the desk");
    expect(ann.text).toContain("from the train");
    expect([bob.sent, bob.saved]).toEqual([1, 1]);
  });

  it("goes on after sleep, with the lines that outlived it", async () => {
    const bench = await NoteBench.open();
    const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
    ann.awareness.setLocalStateField("cursor", 3);
    ann.write("before");
    await bench.rest();
    await bench.wake();
    ann.type(" and after");
    await bench.rest();
    expect(bob.text).toContain("before and after");
    expect(ann.saved).toBe(ann.sent);
    const eve = await bench.enter("Eve");
    expect(eve.awareness.getStates().get(ann.doc.clientID)).toMatchObject({ cursor: 3 });
  });
});
