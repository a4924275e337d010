import { createStore } from "zustand/vanilla";

/** Whether notes take the place of the talk, on a desk and while this page is open. */
export const noteWidth = createStore<{ isWide: boolean }>(() => ({ isWide: false }));

export function widenNote(isWide: boolean): void {
  noteWidth.setState({ isWide });
}
