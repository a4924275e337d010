import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { directory } from "../directory/directory.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { announce } from "../ui/announcer.tsx";
import { roomMenuText } from "./room-menu.text.ts";
import { roomPreferences } from "./room-preferences.ts";

type Beside = { above: RoomId | undefined; below: RoomId | undefined; afterBelow: RoomId | null };

/** The starred rooms above and below this one, as the sidebar shows them; null where it has no star. */
export function useStarredBeside(room: RoomId): Beside | null {
  const starred = useStore(roomPreferences, (preferences) => preferences.starred);
  const known = useStore(directory.store, ({ data }) => data);
  const shown = starred.filter((id) => known?.some((each) => each.id === id && each.joined));
  const at = shown.indexOf(room);
  if (at === -1) return null;
  return { above: shown[at - 1], below: shown[at + 1], afterBelow: shown[at + 2] ?? null };
}

/** Puts a starred room in front of another, and tells those who do not see it where it is now. */
export async function moveBy(
  { id, name }: Pick<ListedRoom, "id" | "name">,
  before: RoomId | null,
): Promise<void> {
  const { moveStarred } = await import("./star-order.ts");
  moveStarred(id, before);
  const { starred } = roomPreferences.getState();
  const place = String(starred.indexOf(id) + 1);
  announce(roomMenuText.get().moved({ name, place }));
}
