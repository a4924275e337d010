import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { parse } from "valibot";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { PersonId } from "#protocol/ids.ts";
import { TYPING_NAMES_UP_TO } from "#protocol/limits.ts";
import { storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { StatusLine } from "./status-line.tsx";
import { TypingLine } from "./typing-line.tsx";

afterEach(cleanup);

const NAMES = ["Ann", "Bob", "Cy", "Dan"];

/** So many people type in the room; `names` are theirs. */
function typing(room: StoryRoom, names: readonly string[], areMany = false) {
  const people = names.map((name) => ({ id: parse(PersonId, name.slice(0, 3)), name }));
  room.view.setState({ typing: new Map([[undefined, { people, areMany }]]) });
}

async function show() {
  const room = storyRoom(tellStory([]));
  const { container } = await render(<StatusLine handle={room} />);
  return { room, container };
}

test.each([
  [1, "Ann is typing"],
  [2, "Ann and Bob are typing"],
  [3, "Ann, Bob and Cy are typing"],
  [4, "Several people are typing"],
])("%i of them: %s", async (count, words) => {
  const { room, container } = await show();
  typing(room, NAMES.slice(0, count));
  await expect.element(container).toHaveTextContent(words);
});

test("where the room names nobody, several people type", async () => {
  const { room, container } = await show();
  typing(room, [], true);
  await expect.element(container).toHaveTextContent("Several people are typing");
});

test("in a crowd nobody is named, although names came before it was one", async () => {
  const { room, container } = await show();
  room.view.setState({ here: { count: TYPING_NAMES_UP_TO + 1, people: [] } });
  typing(room, ["Ann", "Bob"]);
  await expect.element(container).toHaveTextContent("Several people are typing");
  typing(room, ["Ann"]);
  await expect.element(container).toHaveTextContent("");
});

test("nothing is as high as names that do not fit, which begin with the sign that somebody types", async () => {
  const { room, container } = await show();
  container.style.inlineSize = "300px";
  const line = container.firstElementChild;
  const height = () => line?.getBoundingClientRect().height;
  const before = height();
  expect(before).toBeGreaterThan(15);
  typing(
    room,
    ["Wolfeschlegelsteinhausen", "Bob", "Cy"].map((name) => name.repeat(3)),
  );
  await expect.element(page.getByText(/^Wolfe/)).toBeVisible();
  expect(height()).toBe(before);
  expect(line?.scrollWidth).toBe(line?.clientWidth);
  const dots = container.querySelector("[aria-hidden]")?.getBoundingClientRect();
  expect(dots?.width).toBeGreaterThan(10);
  expect(dots?.left).toBeLessThan(100);
});

test("is read where one looks, and announced by nothing", async () => {
  const { room } = await show();
  typing(room, ["Ann"]);
  const words = page.getByText("Ann is typing");
  await expect.element(words).toBeVisible();
  const live = "[aria-live], output, [role=status], [role=alert], [role=log]";
  expect(words.element().closest(live)).toBeNull();
});

test("a thread's line says nothing of the room", async () => {
  const room = storyRoom(tellStory([]));
  typing(room, ["Ann"]);
  const { container } = await render(<TypingLine handle={room} thread={2} />);
  expect(container.textContent).toBe("");
});

test("nothing moves for those who want less motion", async () => {
  const { room, container } = await show();
  const root = document.documentElement;
  root.dataset["motion"] = "less";
  typing(room, ["Ann"]);
  await expect.element(page.getByText("Ann is typing")).toBeVisible();
  const moving = container
    .getAnimations({ subtree: true })
    .filter((it) => it.playState === "running");
  delete root.dataset["motion"];
  expect(moving).toEqual([]);
});
