import { knownEvents } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import css from "./invitation.module.css";
import type { RoomHandle, RoomView } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { useRoomView } from "./use-room.ts";

/** At a room's beginning, while nobody has written: the one thing to do first. */
export function Invitation({
  handle,
  onInvite,
}: {
  handle: RoomHandle;
  onInvite: (() => void) | null;
}) {
  const t = useText(roomText);
  const isSilent = useRoomView(handle, hasNothingSaid);
  const isAlone = useRoomView(handle, (view) => Object.keys(view.room.members).length < 2);
  if (!isSilent) return null;
  return onInvite && isAlone ? (
    <div className={css["invitation"]}>
      <p>{t.alone}</p>
      <Button look="primary" onClick={onInvite}>
        {t.invite}
      </Button>
    </div>
  ) : (
    <p className={css["invitation"]}>{t.silent}</p>
  );
}

/** Only a room that is known whole can be called silent, and a long one never is. */
function hasNothingSaid({ room, pending }: RoomView): boolean {
  const LONG = 50;
  if (room.seq > LONG || pending.length > 0) return false;
  const events = knownEvents(room.timeline);
  return events.length === room.seq && events.every((event) => event.type !== "message.posted");
}
