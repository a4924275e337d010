import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { TYPING_EVERY_MS, TYPING_FORGET_MS, TYPING_IDLE_MS } from "#protocol/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { TypingSender, TypingShown } from "./typing.ts";

const [ann, bob] = ["ann", "bob"].map((id) => ({ id: v.parse(PersonId, id), name: id }));
if (!ann || !bob) throw new RangeError("two people are needed");

let clock: HandClock;
beforeEach(() => {
  clock = new HandClock();
});

describe("telling that one types", () => {
  it("happens at most every 3 s while keys move", () => {
    const { sent, sender } = startTyping();
    for (let ms = 0; ms < 2 * TYPING_EVERY_MS; ms += 100) {
      sender.typed("text");
      clock.advance(100);
    }
    expect(sent).toEqual([true, true]);
  });

  it("ends after 5 s without a key", () => {
    const { sent, sender } = startTyping();
    sender.typed("text");
    clock.advance(TYPING_IDLE_MS);
    expect(sent).toEqual([true, false]);
  });

  it("ends once when the box is emptied, and does not begin with spaces", () => {
    const { sent, sender } = startTyping();
    sender.typed("  ");
    sender.typed("text");
    sender.typed("");
    sender.stopped();
    clock.advance(TYPING_IDLE_MS);
    expect(sent).toEqual([true, false]);
  });
});

describe("showing who types", () => {
  it("forgets people after 7 s, unless they are heard of again", () => {
    const { shown, changes } = startShowing();
    shown.heard(bob, true);
    clock.advance(TYPING_FORGET_MS - 1);
    shown.heard(bob, true);
    clock.advance(TYPING_FORGET_MS - 1);
    expect(shown.people).toEqual([bob]);
    clock.advance(1);
    expect(shown.people).toEqual([]);
    expect(changes).toHaveLength(1);
  });

  it("forgets people at once when they stop", () => {
    const { shown } = startShowing();
    shown.heard(bob, true);
    shown.heard(bob, false);
    expect(shown.people).toEqual([]);
    expect(clock.nextIn).toBeNull();
  });

  it("never shows oneself, in whatever tab one types", () => {
    const { shown } = startShowing();
    shown.heard(ann, true);
    expect(shown.people).toEqual([]);
  });

  it("keeps the same list while the same people type", () => {
    const { shown } = startShowing();
    shown.heard(bob, true);
    const before = shown.people;
    shown.heard(bob, true);
    expect(shown.people).toBe(before);
  });
});

function startTyping() {
  const sent: boolean[] = [];
  return { sent, sender: new TypingSender(clock, (on) => sent.push(on)) };
}

function startShowing() {
  const changes: true[] = [];
  const self = v.parse(PersonId, "ann");
  return { changes, shown: new TypingShown(clock, self, () => changes.push(true)) };
}
