import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { cleanup } from "vitest-browser-react";
import { rememberPlace } from "./place-memory.ts";
import { list, show } from "./shown-list.test-kit.tsx";
import { ROOM, storyRoom, tellStory } from "./story.test-kit.ts";

afterEach(async () => {
  await cleanup();
  rememberPlace(ROOM, null);
});

const TEXTS = [
  `<img src=x onerror="window.probe = 1">`,
  "<script>window.probe = 1</script>",
  "<b>bold</b> &lt;i&gt; &#60;u&#62;",
  `"><svg onload=window.probe=1>`,
  "[press](javascript:window.probe=1) javascript:window.probe=1",
  `https://a.example/"onmouseover="window.probe=1`,
  "{{constructor.constructor('window.probe=1')()}} ${1+1}",
];

test("what somebody writes is shown to the letter, and is nothing but words", async () => {
  await show(storyRoom(tellStory(TEXTS.map((says) => ({ by: "bob", says })))));
  const shown = Array.from(
    list().querySelectorAll("[data-row] p"),
    ({ textContent }) => textContent,
  );
  for (const text of TEXTS) expect(shown).toContain(text);
  expect(list().querySelectorAll("img, script, b, i, u, svg[onload], [onmouseover]")).toHaveLength(
    0,
  );
  const links = Array.from(list().querySelectorAll("a"), ({ protocol }) => protocol);
  expect(links).toEqual(["https:"]);
  expect("probe" in window).toBe(false);
});
