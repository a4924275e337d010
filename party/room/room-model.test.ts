import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { Deed } from "./room-deeds.test-kit.ts";
import { RoomModel } from "./room-model.test-kit.ts";

/** The compiler asks for a new kind here, and the test then for deeds that lead to it. */
const KINDS: Record<RoomEvent["type"], true> = {
  "room.created": true,
  "member.joined": true,
  "member.left": true,
  "member.invited": true,
  "member.uninvited": true,
  "member.renamed": true,
  "member.erased": true,
  "message.posted": true,
  "message.edited": true,
  "message.deleted": true,
  "message.reacted": true,
  "message.pinned": true,
  "note.mentioned": true,
};

it("whatever is done to it, a room is what a list of accepted commands would be", async () => {
  const seen = new Set<string>();
  const all = Object.keys(KINDS).length;
  // Two hundred stories have met every kind of event nearly always. Where chance has left one out, it is given more of them.
  for (let round = 0; round === 0 || (round < 5 && seen.size < all); round += 1) {
    await fc.assert(
      fc.asyncProperty(fc.array(Deed, { maxLength: 60, size: "max" }), async (deeds) => {
        const model = await RoomModel.begin();
        for (const deed of deeds) await model.perform(deed);
        await model.expectStaleAndFreshToAgree();
        for (const { type } of await model.log()) seen.add(type);
      }),
      { numRuns: 200 },
    );
  }
  expect([...seen].toSorted()).toEqual(Object.keys(KINDS).toSorted());
}, 60_000);
