import { assert, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { ann, bob, posted } from "../words.ts";
import { checkHistory } from "./check-history.ts";
import { imagineHistory, steps, STRANGE_ID, type Step } from "./imagine-history.ts";
import type { Note } from "./note.ts";

const PLAN: Step[] = [
  { do: "post", device: 0, isHeard: true },
  { do: "post", device: 1, isHeard: true },
  { do: "post", device: 0, isHeard: false },
  { do: "read", after: 1, limit: 10, isHeard: true },
  { do: "post", device: 0, isHeard: true },
  { do: "come back", device: 2 },
  { do: "post", device: 1, isHeard: true },
];

const kindsIn = (history: readonly Note[]) =>
  new Set(checkHistory(history).map(({ kind }) => kind));

/** The events of the last note that fits, handed out to be spoilt. */
function spoil(
  history: Note[],
  fits: (note: Note) => boolean,
  change: (events: readonly RoomEvent[]) => readonly RoomEvent[],
): Note[] {
  const at = history.findLastIndex(fits);
  const note = history[at];
  if (!note || !("events" in note)) throw new Error("there is nothing to spoil");
  return history.with(at, { ...note, events: change(note.events) });
}

const isWhole = (place: string) => (note: Note) => note.t === "whole" && note.place === place;
const isLive = (note: Note) =>
  note.t === "events" && note.line.startsWith("device 2") && note.events.length > 1;
const isPage = (note: Note) => note.t === "page";
const without = (i: number) => (events: readonly RoomEvent[]) => events.toSpliced(i, 1);
const everywhere = (history: Note[], change: (event: RoomEvent) => RoomEvent): Note[] =>
  history.map((note) => {
    if (note.t === "accepted") return { ...note, event: change(note.event) };
    return "events" in note ? { ...note, events: note.events.map(change) } : note;
  });

describe("a history", () => {
  it("without a fault is clean, whatever lines died and answers were lost", () => {
    assert(
      property(steps, (plan) => {
        expect(checkHistory(imagineHistory(plan))).toEqual([]);
      }),
    );
  });

  it("is lost when the room's log or the database ends without what was seen", () => {
    for (const place of ["the room", "the database"]) {
      for (const missing of [2, 5, 6]) {
        const history = spoil(imagineHistory(PLAN), isWhole(place), without(missing));
        expect(kindsIn(history)).toEqual(new Set(["lost"]));
      }
    }
  });

  it("is lost when what was seen gave its number to something else", () => {
    const history = imagineHistory(PLAN).filter(({ t }) => t !== "whole");
    const log = imagineHistory(PLAN).findLast(isWhole("the room"));
    if (log?.t !== "whole") throw new Error("there is no log");
    const taken = log.events.map((event) =>
      event.seq === 5 ? { ...event, id: STRANGE_ID } : event,
    );
    const kinds = kindsIn([...history, { ...log, events: taken }]);
    expect(kinds).toContain("lost");
    expect(kinds).toContain("changed");
  });

  it("is clean when a name was told that is forgotten since, and not when a place ends with it", () => {
    const gone: RoomEvent = {
      type: "member.erased",
      seq: 8,
      id: STRANGE_ID,
      at: 0,
      by: bob,
      name: "",
    };
    const forget = (event: RoomEvent) => (event.by === bob ? withoutName(event) : event);
    const ending = (note: Note, changed: (event: RoomEvent) => RoomEvent) =>
      note.t === "whole" ? { ...note, events: [...note.events.map(changed), gone] } : note;
    const history = imagineHistory(PLAN);
    const whole = history.findLast(isWhole("the room"));
    if (whole?.t !== "whole") throw new Error("there is no log");
    gone.seq = whole.events.length + 1;
    expect(checkHistory(history.map((note) => ending(note, forget)))).toEqual([]);
    const remembered = history.map((note) => ending(note, (event) => event));
    expect(kindsIn(remembered)).toEqual(new Set(["remembered"]));
    const unasked = history.map((note) =>
      note.t === "whole" ? { ...note, events: note.events.map(forget) } : note,
    );
    expect(kindsIn(unasked)).toEqual(new Set(["changed"]));
  });

  it("is lost when a line is told that this is all, and it is not", () => {
    const history = imagineHistory(PLAN).filter((note) => note.t !== "events");
    expect(kindsIn(history)).toContain("lost");
  });

  it("is doubled when one id or one text has two numbers", () => {
    const [first] = imagineHistory(PLAN).flatMap((note) =>
      note.t === "asked" ? [{ id: note.id, body: note.body }] : [],
    );
    const again = everywhere(imagineHistory(PLAN), (event) =>
      event.seq === 6 ? ({ ...event, id: first?.id } as RoomEvent) : event,
    );
    expect(kindsIn(again)).toContain("doubled");
    const twin = everywhere(imagineHistory(PLAN), (event) =>
      event.seq === 6 ? ({ ...event, body: first?.body } as RoomEvent) : event,
    );
    expect(kindsIn(twin)).toContain("doubled");
    const twice = spoil(imagineHistory(PLAN), isWhole("the database"), (events) => [
      ...events,
      ...events.slice(-1),
    ]);
    expect(kindsIn(twice)).toContain("doubled");
  });

  it("is reordered when a reader gets a hole, a repetition, or numbers out of order", () => {
    const page = [posted(3), posted(4), posted(5)];
    const clean = imagineHistory(PLAN.slice(0, 4));
    const line = "device 2#1";
    const orders = [
      [page[0], page[2], page[1]],
      [page[0], page[0], page[1]],
      [page[1], page[2]],
    ];
    for (const order of orders) {
      const told: Note[] = [
        { t: "hello", line, epoch: "one", cursor: 2 },
        { t: "events", line, events: order.filter((event) => event !== undefined) },
      ];
      expect(kindsIn([...clean, ...told])).toContain("reordered");
    }
    expect(kindsIn(spoil(imagineHistory(PLAN), isLive, without(0)))).toContain("reordered");
    const hollow = spoil(imagineHistory(PLAN), isPage, without(1));
    expect(kindsIn(hollow)).toContain("reordered");
  });

  it("is reordered when a device's words stand otherwise than it sent them", () => {
    const history = imagineHistory(PLAN);
    const first = history.findIndex((note) => note.t === "asked" && note.device === "device 0");
    const moved = history[first];
    const later = history.toSpliced(first, 1);
    const second = later.findIndex((note) => note.t === "asked" && note.device === "device 0");
    expect(kindsIn(later.toSpliced(second + 1, 0, moved as Note))).toContain("reordered");
  });

  it("shows a phantom when nobody asked for it, not like this, or it was refused", () => {
    const other = { id: { id: STRANGE_ID }, by: { by: bob }, body: { body: "never said" } };
    for (const change of Object.values(other)) {
      const history = everywhere(imagineHistory(PLAN), (event) =>
        event.seq === 6 && event.by === ann ? { ...event, ...change } : event,
      );
      expect(kindsIn(history)).toContain("phantom");
    }
    const said = imagineHistory(PLAN);
    const asked = said.find((note) => note.t === "asked");
    const id = asked?.t === "asked" ? asked.id : "";
    const no: Note = { t: "refused", device: "device 0", id, code: "body_empty", retryable: false };
    expect(kindsIn([...said, no])).toEqual(new Set(["phantom"]));
    expect(kindsIn([...said, { ...no, retryable: true }])).toEqual(new Set());
  });

  it("is stale when a resume or a page is answered from before what was seen", () => {
    const seen = imagineHistory(PLAN);
    const line = "device 2#99";
    const resumed: Note[] = [
      { t: "hello", line, epoch: "one", cursor: 3 },
      { t: "welcome", line, epoch: "one", head: 4 },
    ];
    expect(kindsIn([...seen, ...resumed])).toEqual(new Set(["stale"]));
    const short = spoil(seen, isPage, (events) => events.slice(0, -1));
    expect(kindsIn(short)).toEqual(new Set(["stale"]));
    const ended = seen.map((note): Note =>
      note.t === "page" ? { ...note, events: note.events.slice(0, 1), hasMore: false } : note,
    );
    expect(kindsIn(ended)).toEqual(new Set(["stale"]));
  });

  it("is changed when two readers hold different things under one number, or another epoch", () => {
    const history = spoil(imagineHistory(PLAN), isWhole("the database"), (events) =>
      events.map((event) => (event.seq === 4 ? { ...event, at: event.at + 1 } : event)),
    );
    expect(kindsIn(history)).toEqual(new Set(["changed"]));
    const line = "device 2#99";
    const elsewhere: Note[] = [
      { t: "hello", line, epoch: "one", cursor: 0 },
      { t: "welcome", line, epoch: "two", head: 99 },
    ];
    expect(kindsIn([...imagineHistory(PLAN), ...elsewhere])).toEqual(new Set(["changed"]));
  });

  it("is unsettled while a command has neither an event nor a final refusal", () => {
    const asked: Note = {
      t: "asked",
      device: "device 0",
      line: "device 0#1",
      by: ann,
      id: STRANGE_ID,
      body: "hello?",
    };
    const history = [asked, ...imagineHistory(PLAN)];
    expect(kindsIn(history)).toEqual(new Set(["unsettled"]));
    const later: Note = {
      t: "refused",
      device: "device 0",
      id: STRANGE_ID,
      code: "busy",
      retryable: true,
    };
    expect(kindsIn([...history, later])).toEqual(new Set(["unsettled"]));
    expect(kindsIn([...history, { ...later, retryable: false }])).toEqual(new Set());
  });
});
