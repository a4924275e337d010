import { useRef } from "react";
import { expect } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ANN, storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { Composer, type ComposerProps } from "./composer.tsx";

type Around = Partial<Pick<ComposerProps, "thread" | "wishes">>;

/** A composer in a room, with everything that helps to write loaded. */
export async function showComposer(room = storyRoom(tellStory([])), around: Around = {}) {
  const shown = await render(<Alone room={room} {...around} />);
  const box = page.getByRole("textbox", { name: "Message Tea" });
  await expect.element(box).toBeVisible();
  await expect.poll(() => document.querySelector("[data-aids]")).not.toBeNull();
  const field = box.element();
  if (!(field instanceof HTMLTextAreaElement)) throw new TypeError("one writes in a textarea");
  return { room, shown, box, field };
}

/** On a desk of its own, low enough that there is room above it. */
export function Alone({ room, ...around }: { room: StoryRoom } & Around) {
  return (
    <div style={{ paddingBlockStart: 420, inlineSize: "min(700px, 100vw)" }}>
      <Composer handle={room} field={useRef(null)} me={ANN.id} {...around} />
    </div>
  );
}

/** What has been sent, in order. */
export function saidIn(room: StoryRoom): string[] {
  return room.view.getState().pending.map(({ body }) => body);
}
