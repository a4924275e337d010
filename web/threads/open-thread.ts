import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

/** The thread beside the conversation: its room, and the number of the message that it hangs on. */
export type OpenThread = { room: RoomId; root: number };

export const openedThread = createStore<{ thread: OpenThread | null }>(() => ({ thread: null }));

export function openThread(room: RoomId, root: number): void {
  openedThread.setState({ thread: { room, root } });
}

export function closeThread(): void {
  openedThread.setState({ thread: null });
}
