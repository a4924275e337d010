import { createStore } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { newsIn, type News } from "./news-in.ts";

/** What this browser knows of the rooms that were open since the page was. */
export const news = createStore<Readonly<Record<RoomId, KnownNews>>>(() => ({}));
/** In which life of the room. */
export type KnownNews = News & { epoch: string | null };

/** Follows an open room. Gives what ends it. */
export function followNews(room: RoomHandle, me: PersonId): () => void {
  let seen: RoomState | null = null;
  const look = () => {
    const { room: state, epoch } = room.view.getState();
    if (state === seen) return;
    seen = state;
    const known = newsIn(state, me);
    const before = news.getState()[room.id];
    const isSame =
      before?.seq === known?.seq && before?.at === known?.at && before?.epoch === epoch;
    if (known && !isSame) news.setState({ [room.id]: { ...known, epoch } });
  };
  look();
  return room.view.subscribe(look);
}

/** For the next person. */
export function forgetNews(): void {
  news.setState({}, true);
}
