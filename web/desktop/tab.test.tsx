import { afterEach, beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { counts } from "../inbox/counts-store.ts";
import { showOnTab } from "./tab-news.ts";

const TEA = v.parse(RoomId, "tea");
const link = document.createElement("link");
let tab: ReturnType<typeof showOnTab> | null = null;

beforeEach(() => {
  // Of the page that runs tests.
  document.querySelectorAll('link[rel="icon"]').forEach((other) => other.remove());
  Object.assign(link, { rel: "icon", href: "/icon.svg" });
  document.head.append(link);
  document.title = "Tea";
});
afterEach(() => {
  tab?.end();
  tab = null;
  counts.setState({}, true);
  link.remove();
});

const isNew = (count: number, mentions: number) =>
  counts.setState({ [TEA]: { count, mentions, first: null, from: 1, threads: new Map() } }, true);
const now = () => [document.title, link.getAttribute("href")];

test("the tab says what is new, whatever its page is called meanwhile, and no more once it was read", async () => {
  tab = showOnTab(() => true);
  isNew(3, 0);
  expect(now()).toEqual(["• Tea", "/icon-news.svg"]);
  isNew(4, 2);
  expect(now()).toEqual(["(2) Tea", "/icon-mentions.svg"]);
  document.title = "Cake";
  await expect.poll(now).toEqual(["(2) Cake", "/icon-mentions.svg"]);
  isNew(0, 0);
  expect(now()).toEqual(["Cake", "/icon.svg"]);
});

test("whoever signs out leaves nothing on it", () => {
  tab = showOnTab(() => true);
  isNew(1, 1);
  tab.end();
  expect(now()).toEqual(["Tea", "/icon.svg"]);
});
