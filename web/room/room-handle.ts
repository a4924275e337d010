import type { RoomId } from "#protocol/ids.ts";
import { LiveRoom } from "./live-room.ts";
import type { RoomDeps } from "./room-deps.ts";
import type { RoomHandle } from "./room-view.ts";

/** An open room, and whether it still has something to send. */
export type OpenRoom = RoomHandle & { readonly hasWork: () => boolean };

/** Opens a room: from disk first, so that it shows at once, then from its server. */
export function openRoom(deps: RoomDeps, id: RoomId): OpenRoom {
  const room = new LiveRoom(deps, id);
  void room.open();
  return {
    id,
    view: room.screen.view,
    hasWork: () => room.hasWork,
    post: (text, about) => room.post(text, about),
    edit: (target, text) => room.wish((wishes) => wishes.edit(target, text)),
    remove: (target) => room.wish((wishes) => wishes.remove(target)),
    react: (target, emoji, on) => room.wish((wishes) => wishes.react(target, emoji, on)),
    pin: (target, on) => room.wish((wishes) => wishes.pin(target, on)),
    retry: (pending) => room.retry(pending),
    discard: (pending) => room.discard(pending),
    typed: (text, thread) => room.typed(text, thread),
    blurred: (thread) => room.blurred(thread),
    load: (from, to) => room.load(from, to),
    loadThread: (root) => room.loadThread(root),
    enter: () => room.enter(),
    close: () => room.close(),
  };
}
