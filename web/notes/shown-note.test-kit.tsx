import { expect } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { browserClock } from "../clock.ts";
import { RoomNames } from "../markup/room-names.tsx";
import { browserChannel } from "../tabs.ts";
import { ANN, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import type { FakeNote } from "./fake-note.test-kit.ts";
import { ShownNote } from "./note-panel.tsx";
import { openNote, type OpenNote } from "./open-note.ts";

const me = { ...ANN, role: "member" as const };

/** Somebody's document of a note, and their line to the server. All that have one name here are tabs of one browser. */
export function openFakeNote(server: FakeNote, person: string, browser = ""): OpenNote {
  return openNote({
    line: {
      clock: browserClock,
      random: () => 0,
      openSocket: server.socketsOf(person),
      ticket: () => Promise.resolve({ ok: true, value: { ticket: "t", sessionExpiresAt: 1e15 } }),
      refreshSession: () => Promise.resolve({ ok: true, value: null }),
      onWake: () => () => undefined,
    },
    openDisk: () => ({
      loaded: Promise.resolve({ wasHeld: false }),
      hold: () => undefined,
      discard: () => undefined,
      close: () => undefined,
    }),
    openChannel: (heard) =>
      browser === ""
        ? { post: () => undefined, close: () => undefined }
        : browserChannel(browser, heard),
  });
}

/** Ann's note of the room Tea, as it stands beside it. */
export async function showNoteOf(server: FakeNote) {
  return showNote(openFakeNote(server, ANN.id));
}

/** A note in its panel. */
export async function showNote(note: OpenNote) {
  const handle = storyRoom(tellStory([{ by: "bob", does: "member.joined" }]));
  const shown = await render(
    <div id="page" style={{ display: "flex", blockSize: 600 }}>
      <RoomNames handle={handle} me={ANN.id}>
        <ShownNote handle={handle} me={me} note={note} />
      </RoomNames>
    </div>,
  );
  const box = page.getByRole("textbox", { name: "The note of Tea" });
  await expect.element(box).toBeVisible();
  return { note, handle, shown, box };
}
