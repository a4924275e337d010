import * as v from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Draft } from "#protocol/inbox/drafts.ts";
import { RoomId, type CommandId } from "#protocol/ids.ts";
import {
  clearDraft,
  draftIn,
  drafts,
  forgetDrafts,
  keepDraft,
  keepReply,
  writtenHere,
} from "../composer/drafts.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { newWishId } from "../inbox/new-wish-id.ts";
import { wishes } from "../inbox/wishes.ts";
import { DraftSync } from "./draft-sync.ts";
import type { DraftWish } from "./draft-words.ts";

const ROOM = v.parse(RoomId, "tea");
const TEA = { room: ROOM };
const MESSAGE = newWishId();

let clock: HandClock;
let settled: Set<CommandId>;
let sync: DraftSync;
let stops: (() => void)[];
let told: Draft[];
let cursor = 0;

/** As a page does it that has just come. */
function begin(keys: readonly string[] = []): void {
  sync = new DraftSync({ clock, newId: newWishId, isSettled: (_, id) => settled.has(id) });
  sync.begin(keys);
  stops = [
    drafts.subscribe((now, before) => {
      for (const key of Object.keys(now)) if (now[key] !== before[key]) sync.wasWritten(key);
    }),
    inbox.subscribe(() => sync.lookAtInbox()),
    wishes.store.subscribe(() => sync.lookAtWishes()),
  ];
}
function end(): void {
  stops.forEach((stop) => stop());
  sync.end();
}

const waiting = () => wishes.all().filter((wish): wish is DraftWish => wish.type === "draft");
const said = () => waiting().map(({ text }) => text);
function tell(...next: Draft[]): void {
  told = next;
  cursor += 1;
  const entry = { kind: "draft" as const, room: ROOM, drafts: told };
  inbox.setState({ epoch: "e", cursor, entries: new Map([["draft tea", entry]]) });
}
/** The inbox does what waits, tells of it, and says that it is done. */
function grant(): void {
  for (const { id, base, text } of waiting()) {
    const others = told.filter(({ version }) => !base.includes(version));
    tell(...others, ...(text === "" ? [] : [{ version: id, text }]));
    wishes.settle(id);
  }
}
const elsewhere = (text: string): Draft => ({ version: newWishId(), text });
const others = () => draftIn(TEA).others?.map(({ text }) => text);

beforeEach(() => {
  clock = new HandClock();
  settled = new Set();
  told = [];
  begin();
  tell();
});
afterEach(() => {
  end();
  forgetDrafts();
  waiting().forEach(({ id }) => wishes.settle(id));
  inbox.setState(NOTHING_HELD, true);
});

test("the inbox is told when nobody has typed for a while, and at once when the field is left", () => {
  keepDraft(TEA, "hel");
  clock.advance(1_000);
  keepDraft(TEA, "hello");
  clock.advance(1_000);
  expect(said()).toEqual([]);
  clock.advance(500);
  expect(said()).toEqual(["hello"]);
  grant();
  keepDraft(TEA, "hello you");
  sync.flush();
  expect(said()).toEqual(["hello you"]);
});

test("what is typed while the inbox is being told goes on top of it, and stands as it was typed", () => {
  keepDraft(TEA, "one");
  sync.flush();
  keepDraft(TEA, "one two");
  grant();
  expect(draftIn(TEA).text).toBe("one two");
  clock.advance(1_500);
  grant();
  expect(told.map(({ text }) => text)).toEqual(["one two"]);
  expect(others() ?? []).toEqual([]);
});

test("a field that nobody has touched goes on with what another device writes; one that was stays", () => {
  const first = elsewhere("from the phone");
  tell(first);
  expect(draftIn(TEA).text).toBe("from the phone");
  tell(elsewhere("from the phone, longer"));
  expect(draftIn(TEA).text).toBe("from the phone, longer");
  keepDraft(TEA, "from the desk");
  tell(elsewhere("from the phone again"));
  expect(draftIn(TEA).text).toBe("from the desk");
  expect(others()).toEqual(["from the phone again"]);
  sync.flush();
  grant();
  expect(told.map(({ text }) => text)).toEqual(["from the phone again", "from the desk"]);
});

test("an emptied field ends its draft, and a draft that was ended elsewhere leaves the field", () => {
  keepDraft(TEA, "hello");
  sync.flush();
  grant();
  keepDraft(TEA, "");
  sync.flush();
  grant();
  expect(told).toEqual([]);
  tell(elsewhere("once more"));
  tell();
  expect(draftIn(TEA).text).toBe("");
});

test("sending ends what was sent when the room has taken it, and not before; nobody sees it here meanwhile", () => {
  keepDraft(TEA, "hello");
  sync.flush();
  grant();
  const other = elsewhere("another");
  tell(...told, other);
  clearDraft(TEA, MESSAGE);
  sync.lookAtMessages();
  expect(said()).toEqual([]);
  expect([draftIn(TEA).text, others()]).toEqual(["", ["another"]]);
  settled.add(MESSAGE);
  sync.lookAtMessages();
  expect([draftIn(TEA).text, others()]).toEqual(["", ["another"]]);
  grant();
  expect(told).toEqual([other]);
});

test("what is sent before the inbox was told of it is never told", () => {
  keepDraft(TEA, "quick");
  sync.flush();
  clearDraft(TEA, MESSAGE);
  expect(said()).toEqual([]);
  settled.add(MESSAGE);
  sync.lookAtMessages();
  expect(waiting()).toMatchObject([{ text: "", base: [expect.any(String)] }]);
});

test("a page that comes back goes on where it was: what was sent is ended, what was typed is told", () => {
  keepDraft(TEA, "hello");
  sync.flush();
  grant();
  clearDraft(TEA, MESSAGE);
  keepDraft(TEA, "next");
  end();
  settled.add(MESSAGE);
  begin(["tea"]);
  sync.lookAtMessages();
  expect(said()).toEqual(["next", ""]);
  grant();
  expect(told.map(({ text }) => text)).toEqual(["next"]);
  expect(draftIn(TEA).text).toBe("next");
});

test("what was typed on while the inbox was being told is told by the next page, too", () => {
  keepDraft(TEA, "one");
  sync.flush();
  keepDraft(TEA, "one two");
  end();
  writtenHere.clear();
  begin(["tea"]);
  grant();
  clock.advance(1_500);
  expect(said()).toEqual(["one two"]);
});

test("what the disk has of the inbox is older than the page: it takes nothing away, and brings nothing back", () => {
  tell(elsewhere("another"));
  const onDisk = inbox.getState();
  keepDraft(TEA, "mine");
  sync.flush();
  grant();
  const now = inbox.getState();
  end();
  inbox.setState(onDisk);
  begin(["tea"]);
  sync.lookAtInbox();
  expect(draftIn(TEA).text).toBe("mine");
  inbox.setState(now);
  expect([draftIn(TEA).text, others() ?? []]).toEqual(["mine", []]);
});

test("what a browser has from before there were inboxes is told, beside what is there", () => {
  end();
  forgetDrafts();
  localStorage.setItem("parley-draft:tea", "from before");
  inbox.setState(NOTHING_HELD, true);
  const there = elsewhere("from the phone");
  begin(["tea"]);
  tell(there);
  grant();
  expect(told.map(({ text }) => text)).toEqual(["from the phone", "from before"]);
  expect([draftIn(TEA).text, others()]).toEqual(["from before", ["from the phone"]]);
});

test("what is refused stays on this device and says why, until it is another text", () => {
  keepDraft(TEA, "one too many");
  sync.flush();
  waiting().forEach(({ id }) => wishes.settle(id, "inbox_full"));
  tell();
  expect(draftIn(TEA)).toMatchObject({ text: "one too many", refused: "inbox_full" });
  expect(said()).toEqual([]);
  keepDraft(TEA, "one less");
  expect(draftIn(TEA).refused).toBeUndefined();
  keepDraft(TEA, "long ".repeat(5_000));
  sync.flush();
  expect(draftIn(TEA).refused).toBe("body_too_long");
  expect(said()).toEqual([]);
});

test("using another draft loses none: one's own stands beside it then", () => {
  keepDraft(TEA, "mine");
  const other = elsewhere("other");
  tell(other);
  sync.use("tea", other);
  grant();
  expect([draftIn(TEA).text, others()]).toEqual(["other", ["mine"]]);
  expect(told.map(({ text }) => text)).toEqual(["other", "mine"]);
});

test.each(["field", "beside"])("a draft that is discarded can be brought back: %s", (which) => {
  keepDraft(TEA, "mine");
  sync.flush();
  grant();
  const other = elsewhere("other");
  tell(...told, other);
  const bringBack = sync.discard("tea", which === "field" ? null : other.version);
  grant();
  expect(told.map(({ text }) => text)).toEqual([which === "field" ? "other" : "mine"]);
  bringBack();
  grant();
  expect(told.map(({ text }) => text).toSorted()).toEqual(["mine", "other"]);
  expect([draftIn(TEA).text, ...(others() ?? [])].toSorted()).toEqual(["mine", "other"]);
});

test("what a draft answers goes with it", () => {
  keepReply(TEA, 7);
  keepDraft(TEA, "yes");
  sync.flush();
  expect(waiting()).toMatchObject([{ text: "yes", replyTo: 7 }]);
  grant();
  tell({ ...elsewhere("yes!"), replyTo: 8 });
  expect(draftIn(TEA)).toMatchObject({ text: "yes!", replyTo: 8 });
});

test("a reply without words is told to nobody, and is kept", () => {
  keepReply(TEA, 7);
  clock.advance(5_000);
  tell(elsewhere("from the phone"));
  expect(said()).toEqual([]);
  expect(draftIn(TEA)).toMatchObject({ text: "", replyTo: 7 });
  expect(others()).toEqual(["from the phone"]);
});

test("whoever signs out ends no draft elsewhere", () => {
  keepDraft(TEA, "half a");
  sync.flush();
  grant();
  forgetDrafts();
  clock.advance(5_000);
  sync.flush();
  expect(said()).toEqual([]);
});
