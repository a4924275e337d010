import { useEffect } from "react";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { openThread } from "../room/open-beside.ts";
import { ThreadPanel } from "./thread-panel.tsx";
import type { Beside } from "../room/beside-address.ts";
import { ThreadsPanel } from "./threads-panel.tsx";

type RoomThreadsProps = {
  handle: RoomHandle;
  me: SignedInPerson;
  open: Beside | null;
  /** The message that the address names. */
  at: number | null;
};

/** What of a room's threads stands beside it. It is loaded behind what is said. */
export function RoomThreads({ handle, me, open, at }: RoomThreadsProps) {
  const asked = open?.at === "thread" ? open.root : null;
  const above = useRoomView(handle, ({ room }) => threadOf(asked && eventAt(room.timeline, asked)));
  // A link may name any message of a thread.
  useEffect(() => {
    if (above !== null) openThread(handle.id, above);
  }, [handle, above]);

  useLinkedReply(handle, at);

  if (open?.at === "list") return <ThreadsPanel handle={handle} />;
  if (asked === null || above !== null) return null;
  return <ThreadPanel key={asked} handle={handle} root={asked} me={me} />;
}

/** A link to a message that was said in a thread alone leads into the thread, once. */
function useLinkedReply(handle: RoomHandle, at: number | null): void {
  const root = useRoomView(handle, ({ room }) => {
    const event = at === null ? undefined : eventAt(room.timeline, at);
    return event?.type === "message.posted" && !event.alsoInRoom ? (event.thread ?? null) : null;
  });
  useEffect(() => {
    if (root !== null) openThread(handle.id, root);
  }, [handle, root]);
}

function threadOf(event: ReturnType<typeof eventAt> | number | null): number | null {
  const isPosted = typeof event === "object" && event?.type === "message.posted";
  return isPosted ? (event.thread ?? null) : null;
}
