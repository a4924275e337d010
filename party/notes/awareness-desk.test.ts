import { describe, expect, it } from "vitest";
import { AWARENESS_PER_SECOND } from "#protocol/notes/limits.ts";
import { both } from "./note.test-kit.ts";
import { awarenessFrame } from "./write-awareness.ts";

describe("where editors are", () => {
  it("is under the server's name for them, whatever they say", async () => {
    const { bench, ann, bob } = await both();
    ann.awareness.setLocalState({ user: { id: bob.by.person, name: "Bob" }, cursor: 1 });
    await bench.rest();
    expect(bob.awareness.getStates().get(ann.doc.clientID)).toEqual({
      user: { id: ann.by.person },
      cursor: 1,
    });
  });

  it("is told by themselves alone: what one says of another is passed over", async () => {
    const { bench, ann, bob } = await both();
    bob.awareness.setLocalState({ cursor: 5 });
    await bench.rest();
    const clientId = bob.doc.clientID;
    await bench.say(ann, awarenessFrame({ clientId, clock: 99, state: '{"cursor":0}' }));
    await bench.say(ann, awarenessFrame({ clientId, clock: 100, state: "null" }));
    expect(ann.peer?.closed).toBeNull();
    const eve = await bench.enter("Eve");
    expect(eve.awareness.getStates().get(clientId)).toMatchObject({ cursor: 5 });
    // Nor is a second editor shown by the same line.
    await bench.say(ann, awarenessFrame({ clientId: 4_711, clock: 1, state: "{}" }));
    expect(eve.awareness.getStates().has(4_711)).toBe(false);
  });

  it("ends with their line, also after the note has slept", async () => {
    const { bench, ann, bob } = await both();
    ann.awareness.setLocalState({ cursor: 1 });
    await bench.rest();
    await bench.wake();
    await bench.drop(ann);
    await bench.rest();
    expect(bob.awareness.getStates().has(ann.doc.clientID)).toBe(false);
  });

  it("goes on when they come back before their old line has ended", async () => {
    const { bench, ann, bob } = await both();
    ann.awareness.setLocalState({ cursor: 1 });
    await bench.rest();
    const old = ann.peer;
    await bench.connect(ann);
    await bench.rest();
    if (old) bench.note.disconnect(old);
    await bench.rest();
    expect(bob.awareness.getStates().get(ann.doc.clientID)).toMatchObject({ cursor: 1 });
    await bench.drop(ann);
    await bench.rest();
    expect(bob.awareness.getStates().has(ann.doc.clientID)).toBe(false);
  });

  it("is told so often in a second, and what is more is dropped", async () => {
    const { bench, ann, bob } = await both();
    await bench.pass(1_000);
    for (let i = 1; i <= 10 * AWARENESS_PER_SECOND; i += 1) ann.awareness.setLocalState({ i });
    await bench.rest();
    const shown = bob.awareness.getStates().get(ann.doc.clientID);
    expect(shown).toMatchObject({ i: AWARENESS_PER_SECOND });
    expect(ann.peer?.closed).toBeNull();
  });
});
