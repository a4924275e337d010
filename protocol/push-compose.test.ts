import { expect, test } from "vitest";
import * as v from "valibot";
import { RoomId } from "./ids.ts";
import { PushMessage } from "./push-message.ts";
import { closePush, newsPush, testPush, type News } from "./push-compose.ts";

const ROOM = v.parse(RoomId, "kitchen");
const news: News = {
  origin: "https://chat.example.org",
  language: "de",
  place: { room: ROOM, seq: 7 },
  author: "Ann",
  roomName: "Kitchen",
  body: "Soup?",
  badge: 3,
  isUpdate: false,
};
const shown = (changes: Partial<News>) => {
  const message = newsPush({ ...news, ...changes });
  if (message.kind === "close") throw new Error("it shows nothing");
  return message.notification;
};

test("a message is told by who wrote it and where, and leads to it", () => {
  expect(v.is(PushMessage, newsPush(news))).toBe(true);
  expect(shown({})).toMatchObject({
    title: "Ann · Kitchen",
    body: "Soup?",
    navigate: "https://chat.example.org/rooms/kitchen/7",
    app_badge: 3,
    silent: false,
    lang: "de",
  });
  expect(shown({ roomName: null }).title).toBe("Ann");
});

test("an answer in a thread leads to the thread", () => {
  const { navigate, data } = shown({ place: { room: ROOM, seq: 9, thread: 7 } });
  expect(navigate).toBe("https://chat.example.org/rooms/kitchen?thread=7");
  expect(data.place).toEqual({ room: "kitchen", seq: 9, thread: 7 });
});

test("what can be done is told in the language of the page that has subscribed", () => {
  const titles = (language: News["language"]) => shown({ language }).actions?.map((a) => a.title);
  expect(titles("en")).toEqual(["Reply", "Mark read"]);
  expect(titles("de")).toEqual(["Antworten", "Gelesen"]);
  expect(titles("ar")).toEqual(["رد", "وضع علامة مقروء"]);
});

test("an edit replaces the message without a sound, and closing means the same one", () => {
  const { tag, silent } = shown({ isUpdate: true });
  expect(silent).toBe(true);
  expect(tag).toBe(shown({}).tag);
  expect(closePush(news.place, 0)).toEqual({ kind: "close", tag, app_badge: 0 });
});

test("a test leads back to the settings", () => {
  const message = testPush("https://chat.example.org", "en");
  expect(v.is(PushMessage, message)).toBe(true);
  expect(message).toMatchObject({
    kind: "test",
    notification: { navigate: "https://chat.example.org/settings" },
  });
});
