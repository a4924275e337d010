import { expect, it } from "vitest";
import * as v from "valibot";
import type { Fact } from "#protocol/inbox/facts.ts";
import { CommandId, type PersonId } from "#protocol/ids.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, joined, said, TEA, told } from "./inbox.test-kit.ts";

const AGAIN = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab32";
const MENTION = v.parse(CommandId, "01a21649-cbfc-7f0c-8ba6-f01b4b66ab33");
const noted = (seq: number, by: PersonId = bob, person: PersonId = ann.person, at = seq): Fact => ({
  type: "noted",
  seq,
  at,
  by,
  person,
  mention: MENTION,
});

const activity = async (bench: InboxBench) => (await device(bench)).get("activity");

it("who is named in a room's note finds it in their activity, and it counts nowhere", async () => {
  const bench = await told(said(2), noted(3));
  const held = await device(bench);
  expect(held.get("activity")).toMatchObject([
    { what: "note", room: TEA, seq: 3, by: bob, mention: MENTION, isSeen: false, isGone: false },
  ]);
  expect(held.get("room")).toMatchObject([{ count: 1, mentions: [] }]);
});

it("nobody else does, nor who has named themselves, nor who is not in the room", async () => {
  const others = await told(noted(2, ann.person, bob), noted(3, ann.person, ann.person));
  expect(await activity(others)).toEqual([]);
  const gone = await told({ type: "left", seq: 2, at: 2, by: ann.person }, noted(3));
  expect(await activity(gone)).toEqual([]);
});

it("letters that come twice tell it once, also after the room was restored", async () => {
  const bench = await told(noted(2));
  await bench.inbox.tell(bench.letter(TEA, 0));
  await bench.inbox.tell({ ...bench.letter(TEA, 0, 1), epoch: AGAIN, head: 1 });
  await bench.inbox.tell({ ...bench.letter(TEA, 1), epoch: AGAIN });
  expect(await activity(bench)).toHaveLength(1);
});

it("reading the room does not look at its note; opening it does", async () => {
  const bench = await told(said(2), noted(3));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect(await activity(bench)).toMatchObject([{ isSeen: false }]);
  const [entry] = await activity(bench);
  await bench.command({ type: "seen", activity: [entry?.id] });
  expect(await activity(bench)).toMatchObject([{ isSeen: true }]);
});

async function pushing(): Promise<InboxBench> {
  const bench = await InboxBench.open();
  await bench.subscribe();
  bench.messages.set(2, "");
  return bench;
}
async function tell(bench: InboxBench): Promise<void> {
  bench.happens(TEA, joined, noted(2, bob, ann.person, bench.clock.now()));
  await bench.inbox.tell(bench.letter(TEA, 0));
  await settled();
}

it("a browser is told where nothing is open, is led to the mention, and closes it when it was seen", async () => {
  const bench = await pushing();
  await tell(bench);
  expect(bench.pushed.map(({ message }) => message)).toMatchObject([
    {
      notification: {
        title: "Bob mentioned you in the note of #Tea",
        navigate: `https://chat.example/rooms/tea?note&at=${MENTION}`,
        tag: "tea/2",
      },
    },
  ]);
  const [entry] = await activity(bench);
  await bench.command({ type: "seen", activity: [entry?.id] });
  await settled();
  expect(bench.pushed.at(-1)?.message).toMatchObject({ kind: "close", tag: "tea/2" });
});

it("nobody is who wants to hear nothing, of the room or now", async () => {
  const nothing = await pushing();
  await nothing.command({ type: "notices", level: "nothing", keywords: [] });
  await tell(nothing);
  const quiet = await pushing();
  await quiet.command({ type: "self", choice: { is: "dnd", until: null } });
  await tell(quiet);
  expect([nothing.pushed, quiet.pushed]).toEqual([[], []]);
});
