import type { RoomId } from "#protocol/ids.ts";
import type { OpenRoom } from "./room-handle.ts";

/** The room that is shown and the four before it stay open, so that going back is instant. */
export const MAX_OPEN_ROOMS = 5;

/** One person's open rooms. A room with unsent messages stays open until they are sent. */
export class RoomCache {
  readonly #open: (room: RoomId) => OpenRoom;
  /** The most recently shown last. */
  readonly #rooms = new Map<RoomId, OpenRoom>();
  readonly #shown = new Set<RoomId>();

  constructor(open: (room: RoomId) => OpenRoom) {
    this.#open = open;
  }

  /** The room's handle; opens the room if need be. */
  get(id: RoomId): OpenRoom {
    const known = this.#rooms.get(id);
    if (known) return known;
    const room = this.#open(id);
    this.#rooms.set(id, room);
    return room;
  }

  /** Those that are open, the most recently shown first. */
  all(): readonly OpenRoom[] {
    return [...this.#rooms.values()].toReversed();
  }

  /** Opens a room that nobody looks at. `leave` closes it again, unless somebody has come to look or something is to be sent. */
  visit(id: RoomId): { room: OpenRoom; leave: () => void } {
    const wasOpen = this.#rooms.has(id);
    const room = this.get(id);
    const leave = () => {
      const isNeeded = wasOpen || this.#shown.has(id) || room.hasWork();
      if (isNeeded || this.#rooms.get(id) !== room) return;
      this.#rooms.delete(id);
      room.close();
    };
    return { room, leave };
  }

  /** This room is on the screen now. The ones that nobody went back to are let go. */
  show(id: RoomId) {
    const room = this.get(id);
    this.#shown.add(id);
    // It may have been left and joined again since, or its line was given up for another reason that holds no more.
    if (room.view.getState().connection.at === "closed") room.enter();
    this.#rooms.delete(id);
    this.#rooms.set(id, room);
    const idle = [...this.#rooms].slice(0, -MAX_OPEN_ROOMS).filter(([, old]) => !old.hasWork());
    for (const [old, handle] of idle) {
      this.#rooms.delete(old);
      handle.close();
    }
  }

  close() {
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
  }
}
