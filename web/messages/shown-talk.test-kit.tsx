import { useRef } from "react";
import { expect } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { MessageList } from "../timeline/message-list.tsx";
import { noActions } from "../timeline/shown-list.test-kit.tsx";
import { ANN, ROOM, type StoryRoom } from "../timeline/story.test-kit.ts";
import { MessageActions } from "./message-actions.tsx";
import { loadParts } from "./parts.ts";

export const TALK = [
  { by: "bob", says: "Who has the key?" },
  { by: "ann", says: "I have it" },
  { by: "bob", says: "Good", replyTo: 3 },
];

export const row = (name: RegExp) => page.getByRole("article", { name });
export const toolbar = () => page.getByRole("toolbar", { name: "Message actions" });
export const focus = (name: RegExp) => {
  const element = row(name).element();
  if (element instanceof HTMLElement) element.focus();
};

/** Shows a room with what one can do in it, once the last of `TALK` is there. */
export async function show(room: StoryRoom, editWindowMs?: number) {
  await loadParts();
  await render(<Talk room={room} editWindowMs={editWindowMs} />);
  await expect.element(row(/^Bob: Good/)).toBeVisible();
}

function Talk({ room, editWindowMs }: { room: StoryRoom; editWindowMs?: number | undefined }) {
  const area = useRef<HTMLDivElement>(null);
  const place = { room: ROOM };
  const me = { ...ANN, role: "member" as const, editWindowMs };
  return (
    <>
      <div ref={area} style={{ display: "flex", blockSize: 600, inlineSize: 700 }}>
        <MessageList handle={room} at={null} me={ANN} actions={noActions} invitation={null} />
      </div>
      <MessageActions area={area} handle={room} me={me} place={place} />
    </>
  );
}
