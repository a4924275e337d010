import { directory } from "./directory.ts";
import type { ListedRoom } from "./listed-room.ts";

/** The directory as if the server had just answered. In tests nobody is signed in, so it is not asked. */
export function knowRooms(data: readonly ListedRoom[]): void {
  directory.store.setState({ data, isWhole: true, error: null, isFetching: false });
}
