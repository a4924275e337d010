import { describe, expect, it } from "vitest";
import type { RoomEvent } from "./events.ts";
import { applyEvents, EMPTY_ROOM } from "./room-state.ts";
import { eventAt } from "./timeline.ts";

const ID = "01a20643-bd22-7bf6-90b5-39b710c2f8f8" as RoomEvent["id"];
const ann = { by: "ann" as RoomEvent["by"], name: "Ann" };
const bob = { by: "bob" as RoomEvent["by"], name: "Bob" };
const fact = { id: ID, at: 1_000 };

const created = {
  type: "room.created",
  seq: 1,
  ...fact,
  ...ann,
  room: { name: "Kitchen", topic: "food" },
} as const;
const joined = { type: "member.joined", seq: 2, ...fact, ...bob } as const;
const room = applyEvents(EMPTY_ROOM, [created, joined]);

describe("what each event means", () => {
  it("room.created: there is a room, and its founder owns it", () => {
    const fresh = applyEvents(EMPTY_ROOM, [created]);
    expect(fresh.info).toEqual({ name: "Kitchen", topic: "food", createdAt: 1_000 });
    expect(fresh.members).toEqual({ ann: { name: "Ann", role: "owner" } });
  });

  it("member.joined: one member more", () => {
    expect(room.members["bob"]).toEqual({ name: "Bob", role: "member" });
  });

  it("member.left: one member less", () => {
    const after = applyEvents(room, [{ type: "member.left", seq: 3, ...fact, ...bob }]);
    expect(Object.keys(after.members)).toEqual(["ann"]);
  });

  it("member.renamed: the same member by another name", () => {
    const after = applyEvents(room, [
      { type: "member.renamed", seq: 3, ...fact, ...bob, to: "Robert" },
    ]);
    expect(after.members["bob"]).toEqual({ name: "Robert", role: "member" });
  });

  it("member.renamed of someone who is not a member: nothing", () => {
    const stranger = { by: "eve" as RoomEvent["by"], name: "Eve" };
    const after = applyEvents(room, [
      { type: "member.renamed", seq: 3, ...fact, ...stranger, to: "Eva" },
    ]);
    expect(after.members).toBe(room.members);
  });

  it("message.posted: part of the story, and nobody's membership", () => {
    const after = applyEvents(room, [
      { type: "message.posted", seq: 3, ...fact, ...bob, body: "hi" },
    ]);
    expect(eventAt(after.timeline, 3)).toMatchObject({ body: "hi" });
    expect(after.members).toBe(room.members);
  });

  it("imported: part of the story, and nobody's membership", () => {
    const imported = { imported: true } as const;
    const stranger = { by: "eve" as RoomEvent["by"], name: "Eve" };
    const after = applyEvents(room, [
      { type: "member.joined", seq: 3, ...fact, ...stranger, ...imported },
      { type: "member.left", seq: 4, ...fact, ...bob, ...imported },
    ]);
    expect(after.members).toBe(room.members);
    expect(after.seq).toBe(4);
  });
});

describe("order", () => {
  it("takes no event out of turn", () => {
    const late = { type: "message.posted", ...fact, ...bob, body: "hi" } as const;
    expect(() => applyEvents(room, [{ ...late, seq: 4 }])).toThrow(RangeError);
    expect(() => applyEvents(room, [{ ...late, seq: 2 }])).toThrow(RangeError);
  });

  it("leaves the state it began from alone", () => {
    const before = JSON.stringify(room.members);
    applyEvents(room, [{ type: "member.left", seq: 3, ...fact, ...bob }]);
    expect(JSON.stringify(room.members)).toBe(before);
    expect(applyEvents(room, [])).toBe(room);
  });
});
