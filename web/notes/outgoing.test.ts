import { expect, it } from "vitest";
import * as Y from "yjs";
import { HandClock } from "../hand-clock.test-kit.ts";
import { Outgoing, PACE_MS } from "./outgoing.ts";

it("a change that goes alone is put together neither with what waits before it nor with what follows", () => {
  const clock = new HandClock();
  const sent: string[] = [];
  const outgoing = new Outgoing(
    clock,
    (update) => {
      sent.push(wordsIn(update));
      return true;
    },
    () => undefined,
  );
  for (const words of ["a", "b", "c"]) outgoing.add(changeOf(words));
  outgoing.addAlone(changeOf("d"));
  for (const words of ["e", "f"]) outgoing.add(changeOf(words));
  clock.advance(PACE_MS * 5);
  expect(sent).toEqual(["a", "bc", "d", "ef"]);
  outgoing.saved(3);
  expect([outgoing.unanswered, outgoing.isEmpty]).toEqual([1, false]);
  outgoing.saved(4);
  expect(outgoing.isEmpty).toBe(true);
});

/** Somebody's change that writes this and nothing else. */
function changeOf(words: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray("words").push([words]);
  return Y.encodeStateAsUpdate(doc);
}

function wordsIn(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getArray<string>("words").toArray().toSorted().join("");
}
