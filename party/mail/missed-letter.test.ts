import { expect, test } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { MISSED_TELLS } from "#protocol/inbox/limits.ts";
import { missedLetter, roomOf, type Digest, type MissedMessage } from "./missed-letter.ts";

const [TEA, CAKE] = [v.parse(RoomId, "tea"), v.parse(RoomId, "cake")];
const PLACE = {
  community: "Club",
  origin: "https://chat.example.org",
  stop: "https://chat.example.org/unsubscribe#missed.ann.x",
};

const said = (seq: number, more: Partial<MissedMessage> = {}): MissedMessage => ({
  room: TEA,
  seq,
  at: Date.UTC(2026, 10, 23, 13, 5),
  author: "Bob",
  roomName: "Tea",
  words: `words ${seq}`,
  ...more,
});
const digest = (more: Partial<Digest> = {}): Digest => ({
  language: "en",
  zone: "Europe/Berlin",
  afterHours: 4,
  messages: [said(2)],
  more: 0,
  ...more,
});
const written = (more: Partial<Digest> = {}) => missedLetter(digest(more), PLACE);

test("who has said what, where and when stands in both forms, with the way to each message", () => {
  const { subject, text, html } = written({
    messages: [said(2), said(7, { thread: 4 }), said(9, { room: CAKE, roomName: "Cake" })],
  });
  expect(subject).toBe("Club: what you missed");
  for (const form of [text, html])
    for (const part of ["Bob", "words 2", "words 7", "words 9", "Tea", "Cake", "23 Nov", "14:05"])
      expect(form).toContain(part);
  expect(text).toContain("https://chat.example.org/rooms/tea/2\n");
  expect(text).toContain("https://chat.example.org/rooms/tea?thread=4\n");
  expect(html).toContain('href="https://chat.example.org/rooms/cake/9"');
});

test("rooms are told one after the other, however their messages came", () => {
  const { text } = written({
    messages: [said(2), said(3, { room: CAKE, roomName: "Cake" }), said(4)],
  });
  expect(text.match(/^# .+$/gm)).toEqual(["# Tea", "# Cake"]);
  expect(text.indexOf("words 4")).toBeLessThan(text.indexOf("words 3"));
});

test("what is about one room is called after it, always alike", () => {
  expect(written().subject).toBe("Club: what you missed in Tea");
  expect(written({ messages: [said(2), said(3)] }).subject).toBe(written().subject);
  expect(roomOf(digest())).toBe(TEA);
  expect(roomOf(digest({ messages: [said(2), said(3, { room: CAKE })] }))).toBeNull();
});

test("each mail says why it comes, how to end it, and where to choose", () => {
  for (const form of Object.values(written()).slice(1)) {
    expect(form).toContain("In Club somebody");
    expect(form).toContain("four hours");
    expect(form).toContain(PLACE.stop);
    expect(form).toContain("https://chat.example.org/settings");
  }
});

test("German and Arabic readers are told in their language, Arabic from the right", () => {
  expect(written({ language: "de" }).text).toMatch(/verpasst|noch nicht gesehen/);
  const { html, subject } = written({ language: "ar" });
  expect(html.match(/lang="ar" dir="rtl"/g)).toHaveLength(2);
  expect(html).toContain("border-right");
  expect(subject).toBe("Club: ما فاتك في Tea");
});

test("whatever people have written is text, in names too, and opens no line in a header", () => {
  const evil = '<img src="https://evil.example">\r\nBcc: eve@example.org';
  const { html, subject } = written({
    messages: [said(2, { author: evil, roomName: evil, words: evil })],
  });
  expect(html).not.toMatch(/<(?:img|link|script|style|iframe|object)\b|url\(|src=[^&]*"https/i);
  expect(html).toContain("&lt;img src=&quot;");
  expect(subject).not.toMatch(/[\r\n]/);
});

test("long words are cut between two characters as people see them", () => {
  const family = "👨‍👩‍👧‍👦";
  const { text } = written({ messages: [said(2, { words: family.repeat(MISSED_TELLS + 1) })] });
  expect(text).toContain(`\n${family.repeat(MISSED_TELLS)}…\n`);
  expect(
    written({ messages: [said(2, { words: family.repeat(MISSED_TELLS) })] }).text,
  ).not.toContain("…");
});

test("without a known place the time says by which clock it is", () => {
  expect(written({ zone: null }).text).toContain("13:05 UTC");
});

test("what is not told is counted", () => {
  expect(written({ more: 12 }).text).toContain("Before these there were 12 more.");
  expect(written().html).not.toContain("Before these");
});
