import { knownEvents } from "#protocol/timeline.ts";
import { Button } from "../ui/button.tsx";
import css from "./invitation.module.css";
import type { RoomHandle, RoomView } from "./room-view.ts";
import { useRoomView } from "./use-room.ts";

/** At a room's beginning, while nobody has written: the one thing to do first. */
export function Invitation({
  handle,
  onInvite,
}: {
  handle: RoomHandle;
  onInvite: (() => void) | null;
}) {
  const isSilent = useRoomView(handle, hasNothingSaid);
  const isAlone = useRoomView(handle, (view) => Object.keys(view.room.members).length < 2);
  if (!isSilent) return null;
  return onInvite && isAlone ? (
    <div className={css["invitation"]}>
      <p>You are the only one here so far.</p>
      <Button look="primary" onClick={onInvite}>
        Invite people
      </Button>
    </div>
  ) : (
    <p className={css["invitation"]}>Nobody has written yet. Say what this room is for.</p>
  );
}

/** Only a room that is known whole can be called silent, and a long one never is. */
function hasNothingSaid({ room, pending }: RoomView): boolean {
  const LONG = 50;
  if (room.seq > LONG || pending.length > 0) return false;
  const events = knownEvents(room.timeline);
  return events.length === room.seq && events.every((event) => event.type !== "message.posted");
}
