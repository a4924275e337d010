import { describe, expect, it, test } from "vitest";
import * as v from "valibot";
import { pushed } from "../../test/pushed.ts";
import { PushMessage } from "#protocol/push-message.ts";
import { utf8Length } from "#protocol/text.ts";
import { MAX_PUSH_BYTES, writePush } from "./write-push.ts";

const read = (text: string) => v.parse(PushMessage, JSON.parse(text));
const bodyOf = (text: string) => {
  const message = read(text);
  return message.kind === "close" ? "" : message.notification.body;
};

describe("a message that is too long for a push", () => {
  it.each([
    ["letters", "a".repeat(8_000)],
    ["line breaks, which JSON spells with two letters", "\n".repeat(8_000) + "end"],
    ["quotes and slashes", '"\\'.repeat(4_000)],
    ["Arabic", "مرحبا ".repeat(1_300)],
    ["emoji of many parts", "👩‍👩‍👧‍👦".repeat(700)],
    ["letters with marks", "e\u0301\u0323".repeat(2_600)],
    ["halves of pairs", "\ud83d".repeat(8_000)],
    ["one that has no end", "a\u0301".repeat(1) + "\u0301".repeat(6_000)],
  ])("fits, and ends with an ellipsis: %s", (_, body) => {
    const text = writePush(pushed(body));
    expect(utf8Length(text)).toBeLessThanOrEqual(MAX_PUSH_BYTES);
    expect(bodyOf(text)).toMatch(/…$/);
  });

  it("loses no more than it has to", () => {
    const text = writePush(pushed("ä".repeat(8_000)));
    expect(utf8Length(text)).toBeGreaterThan(MAX_PUSH_BYTES - 2);
  });

  it.each(["👩‍👩‍👧‍👦", "e\u0301", "🇩🇪", "👍🏽"])("is never cut within %s", (character) => {
    for (let more = 0; more < 30; more += 1) {
      const kept = bodyOf(writePush(pushed("x".repeat(more) + character.repeat(2_000))));
      const inside = kept.slice(more, -1);
      expect(inside).toBe(character.repeat(inside.length / character.length));
    }
  });
});

test("what fits is sent as it is", () => {
  const body = "Hello 👋\nwith two lines";
  expect(bodyOf(writePush(pushed(body)))).toBe(body);
  expect(writePush({ kind: "close", tag: "kitchen/7", app_badge: 0 })).toBe(
    '{"kind":"close","tag":"kitchen/7","app_badge":0}',
  );
});

test("a message shows itself where the browser can, and one that closes does not pretend to", () => {
  expect(JSON.parse(writePush(pushed("hello")))).toMatchObject({ web_push: 8030 });
  expect(writePush({ kind: "close", tag: "t" })).not.toContain("8030");
});
