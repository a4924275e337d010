import "../styles/layers.css";
import { parse } from "valibot";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { PersonId, RoomId, Seq } from "#protocol/ids.ts";
import { clockTime, exactTime } from "../timeline/times.ts";
import { SavedRow } from "./saved-row.tsx";

afterEach(cleanup);

test("says when it was said in few words, and exactly where one points at it", async () => {
  const at = new Date().setHours(0, 0, 1);
  const by = parse(PersonId, "bob");
  await render(
    <SavedRow
      saved={{
        room: parse(RoomId, "tea"),
        seq: parse(Seq, 2),
        roomName: "Tea",
        message: { by, name: "Bob", at, body: "hello", isAction: false, isDeleted: false },
      }}
    />,
  );
  const time = page.getByRole("time");
  await expect.element(time).toHaveTextContent(`Today ${clockTime(at)}`);
  await expect.element(time).toHaveAttribute("title", exactTime(at));
});
