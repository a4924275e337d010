import { expect, it } from "vitest";
import { InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, GRACE_MS } from "./presence.test-kit.ts";

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
