import { expect, it } from "vitest";
import type { KeyRange } from "../object/ports.ts";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { ann, commandId, NOON } from "../../test/words.ts";
import { IdMemory } from "./id-memory.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

class CountingStorage extends MemoryStorage {
  reads = 0;

  override list(range: KeyRange) {
    this.reads += 1;
    return super.list(range);
  }
}

/** A memory in which each of so many minutes from noon on has so many ids, one after the other. */
async function talkOf(minutes: number, perMinute: number) {
  const storage = new CountingStorage();
  const memory = new IdMemory(storage);
  const idOf = (minute: number, i = 0) => commandId(minute * perMinute + i, NOON + minute * MINUTE);
  for (let minute = 0; minute < minutes; minute += 1) {
    const ids = Array.from({ length: perMinute }, (_, i) => idOf(minute, i));
    await memory.recall({ live: ids, imported: [] }, NOON + minute * MINUTE);
    const written = ids.map((id, i) => ({ by: ann, id, seq: minute * perMinute + i + 1 }));
    await storage.commit({ put: memory.note("live", written) });
  }
  const ask = async (minute: number, now: number) => {
    const before = storage.reads;
    await memory.recall({ live: [idOf(minute)], imported: [] }, now);
    const seq = memory.find("live", ann, idOf(minute));
    return { seq, reads: storage.reads - before };
  };
  return { memory, idOf, ask };
}

it("What nobody has asked about for a while is let go, and is known again to whoever asks", async () => {
  const { ask } = await talkOf(100, 10);
  const now = NOON + 100 * MINUTE;
  const answers = [];
  // From the newest on, so that what is read again does not push out what is asked next.
  for (let minute = 99; minute >= 0; minute -= 1) answers.push(await ask(minute, now));
  expect(answers.map(({ seq }) => seq).toReversed()).toEqual(
    Array.from({ length: 100 }, (_, minute) => minute * 10 + 1),
  );
  const kept = answers.filter(({ reads }) => reads === 0);
  expect(kept).toHaveLength(20);
});

it("A busy room reads the minutes that its people are in but once", async () => {
  const { ask } = await talkOf(2, 5_000);
  const now = NOON + 2 * MINUTE;
  for (let i = 0; i < 20; i += 1) {
    expect(await ask(i % 2, now + i)).toEqual({ seq: (i % 2) * 5_000 + 1, reads: 0 });
  }
  // One of them is done with; the other goes on.
  await ask(1, now + 3 * MINUTE);
  expect(await ask(0, now + 3 * MINUTE)).toEqual({ seq: 1, reads: 1 });
});

it("Whoever asks for one old minute after the other gets true answers, and fills no memory", async () => {
  const { ask, memory, idOf } = await talkOf(210, 1_000);
  const now = NOON + 210 * MINUTE;
  for (let minute = 0; minute < 210; minute += 1) {
    expect((await ask(minute, now)).seq).toBe(minute * 1_000 + 1);
  }
  expect(await ask(209, now)).toMatchObject({ reads: 0 });
  expect(await ask(0, now)).toMatchObject({ seq: 1, reads: 1 });
  // All of them in one batch are needed together, however many that is.
  const live = Array.from({ length: 210 }, (_, minute) => idOf(minute));
  await memory.recall({ live, imported: [] }, now);
  expect(live.map((id) => memory.find("live", ann, id))).toEqual(
    live.map((_, minute) => minute * 1_000 + 1),
  );
});

it("A batch may ask for more than is kept: live and imported ids, each of another time", async () => {
  const storage = new MemoryStorage();
  const memory = new IdMemory(storage);
  const live = Array.from({ length: 3_000 }, (_, i) => commandId(i, NOON + i * MINUTE));
  const imported = Array.from({ length: 3_000 }, (_, i) => commandId(i, NOON - i * HOUR));
  await memory.recall({ live, imported }, NOON);
  const rows = new Map([
    ...memory.note(
      "live",
      live.map((id, i) => ({ by: ann, id, seq: i + 1 })),
    ),
    ...memory.note(
      "imported",
      imported.map((id, i) => ({ by: ann, id, seq: i + 3_001 })),
    ),
  ]);
  await storage.commit({ put: rows });
  for (const each of [memory, new IdMemory(storage)]) {
    await each.recall({ live, imported }, NOON + HOUR);
    expect(live.map((id) => each.find("live", ann, id))).toEqual(live.map((_, i) => i + 1));
    expect(imported.map((id) => each.find("imported", ann, id))).toEqual(
      imported.map((_, i) => i + 3_001),
    );
  }
});
