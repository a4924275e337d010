import { expect } from "vitest";
import { NoteBench, type BenchEditor } from "../../test/fakes/note-bench.ts";

/** Ann and Bob at a note in which both have written. */
export async function both(limits: Parameters<typeof NoteBench.open>[0] = {}) {
  const bench = await NoteBench.open(limits);
  const [ann, bob] = [await bench.enter("Ann"), await bench.enter("Bob")];
  ann.write("before");
  bob.write("before, too");
  await bench.rest();
  return { bench, ann, bob };
}

/** Whoever has done nothing wrong goes on as if nothing had happened, now and after the note is read anew. */
export async function expectUndisturbed(bench: NoteBench, bob: BenchEditor) {
  const { text } = bob;
  bob.type(" and after");
  await bench.rest();
  expect(bob.peer?.closed).toBeNull();
  expect(bob.saved).toBe(bob.sent);
  const eve = await bench.enter("Eve");
  expect(eve.text).toBe(bob.text);
  await bench.wake();
  const uma = await bench.enter("Uma");
  expect(uma.text).toBe(bob.text);
  expect(bob.text).toBe(text.replace(/<\/paragraph>$/, " and after</paragraph>"));
  expect(bench.failures).toEqual([]);
}
