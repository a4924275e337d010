import type { RoomId } from "#protocol/ids.ts";
import type { RoomHandle } from "./room-view.ts";

/** The handle of a room, open or opened now. Needs a person who is signed in. */
export declare function roomHandle(room: RoomId): RoomHandle;
