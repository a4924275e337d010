import { useState } from "react";
import { useLocation } from "wouter";
import { directoryText } from "../directory/directory.text.ts";
import { refreshJoined, useListedRoom } from "../directory/directory.ts";
import { joinRoom } from "../directory/rooms-by-http.ts";
import type { PersonId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { InvitedDoor } from "../invitations/invited-door.tsx";
import { useInvitation } from "../invitations/use-invitation.ts";
import { useMay } from "../session/use-may.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { closedRoomText } from "./closed-room.text.ts";
import css from "./room-page.module.css";
import type { RoomHandle } from "./room-view.ts";

type ClosedRoomProps = { handle: RoomHandle; why: "not_member" | "no_such_room"; me: PersonId };

/** A room that one is not in, or that does not exist. */
export function ClosedRoom({ handle, why, me }: ClosedRoomProps) {
  const t = useText(closedRoomText);
  const [, goTo] = useLocation();
  return why === "not_member" ? (
    <OtherRoom handle={handle} me={me} />
  ) : (
    <div className={css["page"]}>
      <TopBar title={t.noSuch} />
      <EmptyState
        title={t.thereIsNone}
        action={<Button onClick={() => goTo("/")}>{t.toRooms}</Button>}
      >
        {t.gone}
      </EmptyState>
    </div>
  );
}

function OtherRoom({ handle, me }: Omit<ClosedRoomProps, "why">) {
  const t = useText(closedRoomText);
  const [, goTo] = useLocation();
  const mayJoin = useMay("room.join");
  const listed = useListedRoom(handle.id);
  const invitation = useInvitation(handle.id);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const join = async () => {
    setBusy(true);
    const answer = await joinRoom(handle.id);
    setBusy(false);
    if (answer.ok) {
      handle.enter();
      await refreshJoined(handle.id);
    } else {
      setWrong(answer.says);
    }
  };

  if (invitation)
    return (
      <div className={css["page"]}>
        <InvitedDoor room={handle.id} me={me} invitation={invitation} />
      </div>
    );
  if (!mayJoin)
    return (
      <div className={css["page"]}>
        <TopBar title={t.aRoom} />
        <EmptyState title={t.notIn} action={<Button onClick={() => goTo("/")}>{t.toRooms}</Button>}>
          {t.guest}
        </EmptyState>
      </div>
    );
  return (
    <div className={css["page"]}>
      <TopBar title={listed?.name ?? t.aRoom} note={listed?.topic} />
      <EmptyState
        title={listed ? t.joinTitle({ room: listed.name }) : t.notIn}
        action={
          <>
            <Button look="primary" isBusy={isBusy} onClick={() => void join()}>
              {t.join}
            </Button>
            <Button onClick={() => goTo("/rooms")}>{t.browse}</Button>
          </>
        }
      >
        {wrong ?? tellAbout(listed)}
      </EmptyState>
    </div>
  );
}

function tellAbout(listed: { topic: string; members: number } | undefined): string {
  if (!listed) return closedRoomText.get().joinAbout;
  const members = directoryText.get().members(listed.members);
  return listed.topic === ""
    ? members
    : closedRoomText.get().topicAndMembers({ topic: listed.topic, members });
}
