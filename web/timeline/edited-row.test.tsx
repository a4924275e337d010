import "../styles/layers.css";
import { parse } from "valibot";
import { afterEach, expect, test } from "vitest";
import { cleanup } from "vitest-browser-react";
import { RoomId } from "#protocol/ids.ts";
import { beginEdit, endEdit, forgetEdits } from "../composer/edits.ts";
import { rowOf, show } from "./shown-list.test-kit.tsx";
import { ROOM, storyRoom, tellStory } from "./story.test-kit.ts";

afterEach(async () => {
  await cleanup();
  forgetEdits();
});

const told = () =>
  storyRoom(
    tellStory([
      { by: "ann", says: "teh first" },
      { by: "ann", says: "the second" },
    ]),
  );
const marked = () =>
  Array.from(document.querySelectorAll("[data-being-edited] p"), (row) => row.textContent);
const surfaceOf = (text: string) => {
  const row = rowOf(text).closest("[data-row]");
  return row ? getComputedStyle(row).backgroundColor : null;
};

test("the message that is being edited stands out, as long as it is", async () => {
  await show(told());
  const quiet = surfaceOf("teh first");
  beginEdit({ room: ROOM }, { target: 2, revision: 0 }, "teh first");
  await expect.poll(marked).toEqual(["teh first"]);
  expect(surfaceOf("teh first")).not.toBe(quiet);
  endEdit({ room: ROOM });
  await expect.poll(marked).toEqual([]);
});

test("one that is edited in its thread does too", async () => {
  await show(told());
  beginEdit({ room: ROOM, thread: 2 }, { target: 3, revision: 0 }, "the second");
  await expect.poll(marked).toEqual(["the second"]);
});

test("one that was not sent does too", async () => {
  const room = told();
  room.post("on its way");
  await show(room);
  const [pending] = room.view.getState().pending;
  if (!pending) throw new Error("it is on its way");
  beginEdit({ room: ROOM }, { id: pending.id }, "on its way");
  await expect.poll(marked).toEqual(["on its way"]);
});

test("an edit in another room marks nothing here", async () => {
  await show(told());
  beginEdit({ room: parse(RoomId, "coffee") }, { target: 3, revision: 0 }, "elsewhere");
  beginEdit({ room: ROOM }, { target: 2, revision: 0 }, "teh first");
  await expect.poll(marked).toEqual(["teh first"]);
});
