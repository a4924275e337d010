import { expect, it } from "vitest";
import { person, RoomBench } from "../../test/fakes/room-bench.ts";

const ann = person("Ann", "owner");
const bob = person("Bob");
const gus = person("Gus", "guest");

it("a room says who may be in its note, and who may write there", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  expect(await bench.room.noteAccess(bob)).toEqual({ ok: true, value: { mayWrite: true } });
  expect(await bench.room.noteAccess({ ...bob, role: "guest" })).toEqual({
    ok: true,
    value: { mayWrite: false },
  });
  expect(await bench.room.noteAccess(gus)).toMatchObject({ refusal: { code: "not_member" } });
  await bench.room.signedOut([bob.session]);
  expect(await bench.room.noteAccess(bob)).toMatchObject({ refusal: { code: "unauthenticated" } });
});

it("a room tells its note of those who leave and are signed out, once somebody has been there, also after sleep", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  await bench.room.signedOut(["nobody's"]);
  expect(bench.noteTold).toEqual([]);
  await bench.room.noteAccess(ann);
  await bench.wake();
  await bench.command(bob, { type: "room.leave", id: bench.id() });
  await bench.room.signedOut(["s-Ann"]);
  expect(bench.noteTold).toEqual([
    { people: [bob.person], sessions: [] },
    { people: [], sessions: ["s-Ann"] },
  ]);
});

it("everyone hears who has changed the note, also whoever comes later, and after sleep", async () => {
  const bench = await RoomBench.withMembers(["Bob"]);
  const here = await bench.join(bob);
  const newsOf = (peer: typeof here) => peer.takeOf("note").map(({ news }) => news);
  expect(newsOf(here)).toEqual([]);
  const changed = [{ by: ann.person, at: 5 }];
  await bench.room.noteChanged(changed);
  await bench.rest();
  expect(newsOf(here)).toEqual([changed]);
  // Told again, it is no news.
  await bench.room.noteChanged(changed);
  await bench.rest();
  expect(newsOf(here)).toEqual([]);
  await bench.wake();
  const later = await bench.join(ann);
  expect(newsOf(later)).toEqual([changed]);
  const polled = await bench.room.listen(bob, {
    epoch: null,
    cursor: 0,
    waitMs: 0,
    sessionExpiresAt: 1e15,
  });
  expect(polled).toMatchObject({
    ok: true,
    value: expect.arrayContaining([expect.stringContaining('"t":"note"')]),
  });
});
