import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

const KEY = "parley-draft:";

/** What is half written, by room. Kept on this device until it is sent or its writer signs out. */
export const drafts = createStore<Readonly<Record<RoomId, string>>>(() => ({}));

export function draftIn(room: RoomId): string {
  return drafts.getState()[room] ?? stored(room);
}

export function keepDraft(room: RoomId, text: string): void {
  drafts.setState({ [room]: text });
  try {
    if (text === "") localStorage.removeItem(KEY + room);
    else localStorage.setItem(KEY + room, text);
  } catch {
    // Storage may be full or forbidden; the draft then lives as long as the page.
  }
}

export function forgetDrafts(): void {
  drafts.setState({}, true);
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

function stored(room: RoomId): string {
  try {
    return localStorage.getItem(KEY + room) ?? "";
  } catch {
    return "";
  }
}
