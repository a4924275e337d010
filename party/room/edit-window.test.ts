import { describe, expect, it } from "vitest";
import { EDIT_GRACE_MS } from "#protocol/limits.ts";
import { UNCHANGED } from "#protocol/message-state.ts";
import { EMPTY_ROOM } from "#protocol/room-state.ts";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";
import { ann as annId, commandId, NOON, posted } from "../../test/words.ts";
import type { Author } from "../rooms.ts";
import { decide } from "./decide.ts";

const WINDOW_MS = 5 * 60_000;
const END = NOON + WINDOW_MS + EDIT_GRACE_MS;
const owner = person("Ann", "owner");
const ann: Author = { ...owner, editWindowMs: WINDOW_MS };

/** What becomes of an edit that gets to the room at `now`, of what was said at noon. */
function editAt(now: number, by: Partial<Author>, said = posted(2, { at: NOON })) {
  const room = {
    ...EMPTY_ROOM,
    info: { name: "Kitchen", topic: "", createdAt: NOON },
    members: { [annId]: { name: "Ann", role: "owner" as const } },
  };
  const wish = { type: "message.edit", id: commandId(9, now), target: 2, revision: 0 } as const;
  const author = { ...owner, person: annId, ...by };
  const decision = decide(room, { ...wish, body: "other words" }, author, now, () => ({
    event: said,
    state: UNCHANGED,
  }));
  return decision.ok ? "edited" : decision.code;
}

describe("the time in which messages can be edited", () => {
  it("ends a minute after people were told that it would, to the millisecond", () => {
    expect(editAt(END, { editWindowMs: WINDOW_MS })).toBe("edited");
    expect(editAt(END + 1, { editWindowMs: WINDOW_MS })).toBe("edit_too_late");
  });

  it("never ends where the community has not limited it", () => {
    expect(editAt(NOON + 10 * 365 * 86_400_000, {})).toBe("edited");
  });

  it("counts from when it was said, for what was brought along from elsewhere too", () => {
    const brought = { ...posted(2, { at: Date.UTC(2004, 11, 25) }), imported: true as const };
    expect(editAt(NOON, { editWindowMs: WINDOW_MS }, brought)).toBe("edit_too_late");
  });

  it("does not make anyone else the author", () => {
    const late = { editWindowMs: WINDOW_MS };
    expect(editAt(END + 1, late, posted(2, { at: NOON, by: owner.person }))).toBe("not_author");
  });

  it("is over for an edit that waited too long without a line, and for one in time it goes on", async () => {
    const { bench, edit, posts } = await kitchen();
    const [early, late] = [await posts("frist"), await posts("secnod")];
    const inTime = edit(early);
    expect(await bench.command(ann, inTime)).toMatchObject({ ok: true });
    const waiting = edit(late);
    await bench.clock.pass(WINDOW_MS + EDIT_GRACE_MS + 1_000);
    expect(await bench.command(ann, waiting)).toMatchObject({ refusal: { code: "edit_too_late" } });
    // Its answer was lost, and it comes again: what was done stays done.
    expect(await bench.command(ann, inTime)).toMatchObject({ ok: true, value: { repeated: true } });
  });

  it("is on a socket what its ticket said, and from the next ticket on what that says", async () => {
    const { bench, edit, posts } = await kitchen();
    const target = await posts("frist");
    const here = await bench.join(ann);
    await bench.clock.pass(WINDOW_MS + EDIT_GRACE_MS + 1_000);
    here.take();
    await bench.sendFrom(here, edit(target));
    expect(here.takeOf("refused")).toMatchObject([{ code: "edit_too_late", retryable: false }]);
    for (const [editWindowMs, refusals] of [
      [undefined, 0],
      [WINDOW_MS, 1],
    ] as const) {
      bench.tickets.set("fresh", bench.claims({ ...owner, editWindowMs }));
      await bench.say(here, { t: "renew", ticket: "fresh" });
      await bench.sendFrom(here, edit(target));
      expect(here.takeOf("refused")).toHaveLength(refusals);
    }
  });
});

async function kitchen() {
  const bench = await RoomBench.withMembers([]);
  return {
    bench,
    edit: (target: number) => ({
      type: "message.edit" as const,
      id: bench.id(),
      target,
      revision: 0,
      body: "other words",
    }),
    posts: async (body: string): Promise<number> => {
      const said = await bench.command(ann, bench.post(body));
      return said.ok ? (said.value.events[0]?.seq ?? 0) : 0;
    },
  };
}
