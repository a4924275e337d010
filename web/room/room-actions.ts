import { createStore } from "zustand/vanilla";

/** What the open room's screen can do for the palette and for keys, while it is on the page. */
export type RoomActions = {
  /** While a "new" line stands. */
  readonly jumpToNew?: () => void;
  readonly jumpToPresent?: () => void;
  readonly jumpToDate?: () => void;
};

export const roomActions = createStore<RoomActions>(() => ({}));

/** Offers something for as long as it is there. Gives what ends it: an effect's own end. */
export function offerRoomActions(offered: RoomActions): () => void {
  roomActions.setState(offered);
  return () => {
    const now = roomActions.getState();
    const others = Object.entries(now).filter(([name]) => !(name in offered));
    roomActions.setState(Object.fromEntries(others), true);
  };
}
