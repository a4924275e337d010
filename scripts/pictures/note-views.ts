import { elsewhere, inNote } from "./steps.ts";
import type { View } from "./view.ts";

/** The note of a room: as one comes to it, with words chosen, with the cursor in a link, and before anybody has written. */
export const NOTES: readonly View[] = [
  { name: "note", come: async (page, { room }) => inNote(page, room), leave: elsewhere },
  {
    name: "note-chosen",
    come: async (page, { room }) => {
      await (await inNote(page, room)).focus();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Shift+End");
      await page.getByRole("toolbar", { name: "With what is chosen" }).waitFor();
    },
    leave: elsewhere,
  },
  {
    name: "note-link",
    come: async (page, { room }) => {
      await (await inNote(page, room)).focus();
      await page.keyboard.press("Control+End");
      for (let letters = 0; letters < " since Monday. ".length; letters += 1)
        await page.keyboard.press("ArrowLeft");
      await page.getByRole("group", { name: "This link leads to" }).waitFor();
    },
    leave: elsewhere,
  },
  {
    name: "note-empty",
    come: async (page, { empty }) => {
      await page.goto(`/rooms/${empty}?note`);
      await page.getByText(/^What was decided/).waitFor();
    },
    leave: elsewhere,
  },
];
