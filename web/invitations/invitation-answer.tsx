import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import type { RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { refreshDirectory, refreshJoined } from "../directory/directory.ts";
import { joinRoom } from "../directory/rooms-by-http.ts";
import { useText } from "../i18n/i18n.ts";
import { roomPath } from "../room/room-address.ts";
import { openRooms } from "../room/room-handles.ts";
import { Button } from "../ui/button.tsx";
import { tell } from "../ui/tell.ts";
import css from "./invitation-answer.module.css";
import { uninvite } from "./invitations-by-http.ts";
import { invitationsText } from "./invitations.text.ts";

type InvitationAnswerProps = {
  room: RoomId;
  roomName: string;
  me: string;
  /** Where Tab passes this row by. */
  isReachable?: boolean;
  /** It was declined, and is gone from wherever it stood. */
  onDeclined?: () => void;
};

/** Join, which goes into the room, and Decline, which nobody is told of loudly. */
export function InvitationAnswer(props: InvitationAnswerProps) {
  const { room, roomName, me, isReachable = true, onDeclined } = props;
  const t = useText(invitationsText);
  const [busy, setBusy] = useState<"join" | "decline" | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const tabIndex = isReachable ? 0 : -1;

  const answer = async (
    how: "join" | "decline",
    ask: Promise<Answer<unknown>>,
    done: () => void,
  ) => {
    setBusy(how);
    setWrong(null);
    const told = await ask;
    if (told.ok) {
      const known = how === "join" ? refreshJoined(room) : refreshDirectory();
      done();
      await known;
    } else setWrong(told.says);
    setBusy(null);
  };
  const join = () =>
    answer("join", joinRoom(room), () => {
      // Where it was open before, it knows only that one was not in it.
      openRooms()
        .find(({ id }) => id === room)
        ?.enter();
      navigate(roomPath(room));
    });
  const decline = () =>
    answer("decline", uninvite(room, me), () => {
      tell(t.declined({ room: roomName }));
      onDeclined?.();
    });

  return (
    <div className={css["answer"]}>
      <Button
        look="primary"
        tabIndex={tabIndex}
        isBusy={busy === "join"}
        aria-label={t.joinOne({ room: roomName })}
        onClick={() => void join()}
      >
        {t.join}
      </Button>
      <Button
        tabIndex={tabIndex}
        isBusy={busy === "decline"}
        aria-label={t.declineOne({ room: roomName })}
        onClick={() => void decline()}
      >
        {t.decline}
      </Button>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
