import { expect, test } from "vitest";
import * as v from "valibot";
import { pushed } from "../test/pushed.ts";
import { PushMessage } from "./push-message.ts";

test.each([
  ["no title", { title: "" }],
  [
    "an address within the site, which a browser that shows it by itself refuses",
    { navigate: "/rooms/1" },
  ],
  ["a number below nothing", { app_badge: -1 }],
  ["a place that is none", { data: { place: { room: "../x", seq: 1 } } }],
])("%s is not taken", (_, wrong) => {
  const message = pushed("hello");
  const changed = { ...message, notification: { ...message.notification, ...wrong } };
  expect(v.is(PushMessage, message)).toBe(true);
  expect(v.is(PushMessage, changed)).toBe(false);
});
