import { useEffect } from "react";
import { useLocation } from "wouter";
import type { RoomId } from "#protocol/ids.ts";
import { markSeen } from "../activity/seen.ts";
import { directoryText } from "../directory/directory.text.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { markupText } from "../markup/markup.text.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { InvitationAnswer } from "./invitation-answer.tsx";
import { invitationsText } from "./invitations.text.ts";
import css from "./invited-door.module.css";
import type { KnownInvitation } from "./use-invitation.ts";

type InvitedDoorProps = { room: RoomId; me: string; invitation: KnownInvitation };

/** The door of a room that one is asked into: what it is called and about, who asks, how many are in it, and what one says to it. */
export function InvitedDoor({ room, me, invitation }: InvitedDoorProps) {
  const t = useText(invitationsText);
  const { someone, aRoom } = useText(markupText);
  const { members } = useText(directoryText);
  const [, goTo] = useLocation();
  const { listed, entry, name: person = someone } = invitation;
  const name = listed?.name ?? aRoom;
  const unseen = entry && !entry.isSeen ? entry.id : null;
  useEffect(() => {
    if (unseen !== null) markSeen([unseen]);
  }, [unseen]);
  return (
    <>
      <TopBar title={name} />
      <div className={css["door"]}>
        <Avatar id={listed?.invitation?.by ?? entry?.by ?? ""} name={person} size="large" />
        <h2 className={css["title"]}>
          {withParts(t.invitesYou, { person: <bdi>{person}</bdi>, room: <bdi>{name}</bdi> })}
        </h2>
        {listed && listed.topic !== "" && (
          <p className={css["topic"]}>
            <bdi>{listed.topic}</bdi>
          </p>
        )}
        {listed && <p className={css["members"]}>{members(listed.members)}</p>}
        <div className={css["answer"]}>
          <InvitationAnswer
            room={room}
            roomName={name}
            me={me}
            onDeclined={() => goTo("/activity")}
          />
        </div>
      </div>
    </>
  );
}
