import { expect, it } from "vitest";
import { InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, GRACE_MS } from "./presence.test-kit.ts";

/** The server is killed, and started again; this inbox wakes when its alarm goes off. */
async function diesAndWakes(bench: InboxBench): Promise<void> {
  bench.clock.forget();
  const { alarmAt } = bench.storage;
  if (alarmAt === null) throw new Error("nothing wakes it");
  await bench.clock.pass(alarmAt - bench.clock.now());
  await bench.wake();
  await bench.pass(2 * GRACE_MS);
}

it("whoever was there when the server was killed does not stay so, though nothing else reaches their inbox", async () => {
  const bench = await InboxBench.open();
  const page = await device(bench);
  page.close(1006, "lost");
  await diesAndWakes(bench);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect(bench.storage.alarmAt).toBeNull();
});

it("whoever was just leaving when the server was killed has left", async () => {
  const bench = await InboxBench.open();
  const page = await device(bench);
  await bench.leave(page);
  bench.isLobbyMute = true;
  await bench.pass(GRACE_MS);
  bench.isLobbyMute = false;
  await diesAndWakes(bench);
  expect(bench.shown).toEqual(["online", "offline", "offline"]);
});

it("an inbox that has given up tells nothing of whom the next one knows to be there", async () => {
  const bench = await InboxBench.open();
  const before = await device(bench);
  await bench.leave(before);
  bench.storage.failure = new Error("the disk is full");
  await bench.command({ type: "notices", level: "nothing", keywords: [] });
  expect(bench.failures).toHaveLength(1);
  await bench.wake();
  await device(bench);
  await bench.pass(2 * GRACE_MS);
  expect(bench.shown).toEqual(["online"]);
});

it("a lobby that could not be reached when somebody deleted their account hears of it later", async () => {
  const bench = await InboxBench.open();
  await device(bench);
  bench.isLobbyAway = true;
  await bench.inbox.erase();
  await bench.pass(5_000);
  expect(bench.shown).toEqual(["online"]);
  bench.isLobbyAway = false;
  await diesAndWakes(bench);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect(bench.storage.rows.has("shown")).toBe(false);
  expect(bench.storage.alarmAt).toBeNull();
});

it("whoever had just deleted their account when the server was killed is shown no longer", async () => {
  const bench = await InboxBench.open();
  await device(bench);
  await bench.inbox.erase();
  expect(bench.shown).toEqual(["online"]);
  await diesAndWakes(bench);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect(bench.storage.rows.has("shown")).toBe(false);
});
