import { describe, expect, it } from "vitest";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { UpkeepWish } from "../rooms.ts";
import { person, ROOM, RoomBench } from "../../test/fakes/room-bench.ts";
import {
  ann,
  bob,
  DAY,
  RESTORE,
  archived,
  drain,
  loseStorage,
  log,
  restore,
  epochOf,
} from "./restore.test-kit.ts";

describe("a room whose storage was lost", () => {
  it("comes back from the archive as it was, in another life", async () => {
    const bench = await archived();
    const [before, epoch] = [await log(bench), await epochOf(bench)];
    await loseStorage(bench);
    expect(await log(bench)).toBe("no_such_room");
    expect(await restore(bench)).toMatchObject({ ok: true, value: { restored: 5, of: 5 } });
    expect(await log(bench)).toBe(before);
    expect((await epochOf(bench)) > epoch).toBe(true);
    await bench.wake();
    expect(await log(bench)).toBe(before);
    expect(bench.room.admits(bob)).toMatchObject({ ok: true });
  });

  it("gives clients of its lost life a snapshot, and goes on where it was", async () => {
    const bench = await archived();
    const epoch = await epochOf(bench);
    await loseStorage(bench);
    await restore(bench);
    const here = await bench.connect(bob);
    await bench.say(here, { t: "hello", version: PROTOCOL_VERSION, epoch, cursor: 3 });
    expect(here.takeOf("snapshot")).toMatchObject([{ seq: 5, epoch: await epochOf(bench) }]);
    await bench.command(ann, bench.post("six"));
    expect(here.takeEvents()).toMatchObject([{ seq: 6, body: "six" }]);
  });

  it("tells inboxes with how many events its life began, whatever happened since", async () => {
    const bench = await archived();
    const began = async () => {
      const page = await bench.room.letter(0);
      return page.ok ? [page.value.letter.began, page.value.letter.head] : page.refusal.code;
    };
    expect(await began()).toEqual([undefined, 5]);
    await loseStorage(bench);
    await restore(bench);
    for (const isAwake of [true, false]) {
      if (!isAwake) await bench.wake();
      await bench.command(ann, bench.post("said since"));
      expect(await began()).toEqual([5, isAwake ? 6 : 7]);
    }
    await bench.room.upkeep.answer({ do: "refill", newEpoch: false });
    await bench.wake();
    expect(await began()).toEqual([5, 7]);
    await bench.room.upkeep.answer({ do: "refill", newEpoch: true });
    await bench.wake();
    expect(await began()).toEqual([7, 7]);
  });

  it("knows which ids it has accepted: live ones for a week, imported ones for ever", async () => {
    const bench = await RoomBench.withMembers([]);
    const old = bench.post("old");
    await bench.command(ann, old);
    await bench.clock.pass(8 * DAY);
    const post = { type: "message.post", id: bench.id(), body: "once" } as const;
    await bench.command(ann, post);
    const at = Date.UTC(2004, 5, 1);
    const by = person("Old").person;
    const line = {
      type: "message.posted",
      id: bench.id(at),
      at,
      by,
      name: "Old",
      body: "x",
    } as const;
    const importing = () => ({
      type: "history.import" as const,
      id: bench.id(),
      entries: [line],
    });
    await bench.command(ann, importing());
    await drain(bench);
    await loseStorage(bench);
    await restore(bench);
    for (const isAwake of [true, false]) {
      if (!isAwake) await bench.wake();
      expect(await bench.command(ann, post)).toMatchObject({ value: { repeated: true } });
      expect(await bench.command(ann, { ...post, body: "another" })).toMatchObject({
        refusal: { code: "id_reused" },
      });
      expect(await bench.command(ann, importing())).toMatchObject({ value: { events: [] } });
      expect(await bench.command(ann, old)).toMatchObject({ refusal: { code: "id_stale" } });
    }
    const rows = [...bench.storage.rows.keys()].filter((key) => key.startsWith("i:"));
    expect(rows).toHaveLength(1);
  });

  it("is copied again as a whole under its new epoch, and is no less writable for that", async () => {
    const bench = await archived();
    await loseStorage(bench);
    await bench.clock.pass(2 * DAY);
    await restore(bench);
    expect(await bench.room.upkeep.answer({ do: "status" })).toMatchObject({
      value: { status: { archived: 0, lagEvents: 5, lagMs: 0, state: "live" } },
    });
    await drain(bench);
    const copies = [...bench.archive.epochs.values()].map((held) => [...held.values()]);
    expect(copies).toHaveLength(2);
    expect(copies[1]).toEqual(copies[0]);
  });

  it("comes back in parts, each asked for, and nobody enters before all is there", async () => {
    const bench = await archived(4_500);
    const before = await log(bench);
    await loseStorage(bench);
    expect(await restore(bench)).toMatchObject({ value: { restored: 4_000, of: 4_502 } });
    for (const isAwake of [true, false]) {
      if (!isAwake) await bench.wake();
      expect(bench.room.admits(bob)).toMatchObject({ refusal: { code: "unavailable" } });
      expect(await log(bench)).toBe("no_such_room");
      const create = { type: "room.create", id: bench.id(), name: "Kitchen", topic: "" } as const;
      expect(await bench.command(ann, create)).toMatchObject({ refusal: { code: "unavailable" } });
      expect(await bench.room.upkeep.answer({ do: "refill", newEpoch: false })).toMatchObject({
        refusal: { code: "unavailable" },
      });
    }
    const epoch = await epochOf(bench);
    expect(await restore(bench)).toMatchObject({ value: { restored: 4_502, of: 4_502 } });
    expect(await log(bench)).toBe(before);
    expect(await epochOf(bench)).toBe(epoch);
  });

  it("is whole in the end, wherever it was cut off", async () => {
    const bench = await archived(450);
    const before = await log(bench);
    for (const reads of [1, 2, 3]) {
      await loseStorage(bench);
      bench.archive.readsLeft = reads;
      await restore(bench);
      bench.archive.readsLeft = Number.POSITIVE_INFINITY;
      await bench.wake();
      expect(await restore(bench)).toMatchObject({ ok: true });
      expect(await log(bench)).toBe(before);
    }
  });

  it("can be asked for by two operators at once", async () => {
    const bench = await archived(450);
    const before = await log(bench);
    await loseStorage(bench);
    const answers = await Promise.all([restore(bench), restore(bench)]);
    expect(answers).toMatchObject([{ ok: true }, { refusal: { code: "room_not_empty" } }]);
    expect(await log(bench)).toBe(before);
  });
});

describe("restoring is refused", () => {
  it("into a room that has events", async () => {
    const bench = await archived();
    const before = new Map(bench.storage.rows);
    expect(await restore(bench)).toMatchObject({ refusal: { code: "room_not_empty" } });
    expect(bench.storage.rows).toEqual(before);
  });

  it("from an archive that has nothing, or cannot be asked", async () => {
    const bench = await RoomBench.empty();
    expect(await restore(bench)).toMatchObject({ refusal: { code: "archive_empty" } });
    bench.archive.failure = new Error("away");
    expect(await restore(bench)).toMatchObject({ refusal: { code: "unavailable" } });
    expect(bench.storage.rows.size).toBe(0);
  });

  it("from an archive with a hole, unless the operator wants what is before it", async () => {
    const bench = await archived();
    for (const held of bench.archive.epochs.values()) held.delete(4);
    await loseStorage(bench);
    expect(await restore(bench)).toMatchObject({ refusal: { code: "archive_incomplete" } });
    expect(bench.storage.rows.size).toBe(0);
    const upToTheHole: UpkeepWish = { ...RESTORE, upToTheHole: true };
    expect(await restore(bench, upToTheHole)).toMatchObject({ value: { restored: 3, of: 3 } });
  });

  it("from an archive that does not know how the room began, whatever the operator wants", async () => {
    const bench = await archived();
    for (const held of bench.archive.epochs.values()) held.delete(1);
    await loseStorage(bench);
    const upToTheHole: UpkeepWish = { ...RESTORE, upToTheHole: true };
    expect(await restore(bench, upToTheHole)).toMatchObject({
      refusal: { code: "archive_incomplete" },
    });
  });

  it("where an earlier life holds more than the latest, unless the operator has chosen one", async () => {
    const bench = await archived();
    const [before, first] = [await log(bench), await epochOf(bench)];
    await loseStorage(bench);
    await restore(bench);
    const [events] = bench.archive.taken;
    await bench.archive.store(ROOM, await epochOf(bench), events?.slice(0, 2) ?? []);
    await loseStorage(bench);
    expect(await restore(bench)).toMatchObject({ refusal: { code: "archive_incomplete" } });
    const chosen: UpkeepWish = { ...RESTORE, epoch: first };
    expect(await restore(bench, chosen)).toMatchObject({ value: { restored: 5 } });
    expect(await log(bench)).toBe(before);
    await drain(bench);
    expect(bench.storage.rows.get("archived")).toBe("5");
  });
});
