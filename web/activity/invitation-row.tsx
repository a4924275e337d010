import { memo, useContext } from "react";
import { Link } from "wouter";
import { directoryText } from "../directory/directory.text.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { InvitationAnswer } from "../invitations/invitation-answer.tsx";
import { invitationsText } from "../invitations/invitations.text.ts";
import { useInvitation } from "../invitations/use-invitation.ts";
import { markupText } from "../markup/markup.text.ts";
import { NamesContext } from "../markup/names.ts";
import { roomPath } from "../room/room-address.ts";
import { clockTime, exactTime } from "../timeline/times.ts";
import { Avatar } from "../ui/avatar.tsx";
import type { ActivityRowProps } from "./activity-row.tsx";
import css from "./activity-row.module.css";
import { activityText } from "./activity.text.ts";

/** Somebody asks one into a room: what it is, the way to its door, and what one says to it. */
export const InvitationRow = memo(function InvitationRow(props: ActivityRowProps) {
  const { line, isReachable, onOpen } = props;
  const { room, at, isNew, key, people } = line;
  const t = useText(activityText);
  const { invitesYou } = useText(invitationsText);
  const { someone, aRoom } = useText(markupText);
  const { members } = useText(directoryText);
  const names = useContext(NamesContext);
  const invitation = useInvitation(room);
  const [by = ""] = people;
  const person = names.person(by) ?? invitation?.name ?? someone;
  const roomName = names.room(room) ?? aRoom;
  const listed = invitation?.listed;
  const about = [listed?.topic, listed && members(listed.members)].filter(Boolean).join(" · ");
  return (
    <li className={css["row"]} data-new={isNew || undefined}>
      <Link
        href={roomPath(room)}
        className={css["link"]}
        tabIndex={isReachable ? 0 : -1}
        data-activity={key}
        onClick={() => onOpen(line)}
        // A new tab, by the wheel of a mouse.
        onAuxClick={({ button }) => button === 1 && onOpen(line)}
      >
        <Avatar id={by} name={person} />
        <span className={css["about"]}>
          <span className={css["head"]}>
            <span className={css["says"]}>
              {isNew && <span className="only-heard">{t.new} </span>}
              {withParts(invitesYou, {
                person: <bdi className={css["who"]}>{person}</bdi>,
                room: <bdi className={css["who"]}>{roomName}</bdi>,
              })}
            </span>
            <span className="only-heard">, </span>
            <time
              className={css["when"]}
              dateTime={new Date(at).toISOString()}
              title={exactTime(at)}
            >
              {clockTime(at)}
            </time>
          </span>
          {about !== "" && (
            <>
              <span className="only-heard">: </span>
              <bdi className={css["words"]} data-look="own">
                {about}
              </bdi>
            </>
          )}
        </span>
        {isNew && <span className={css["dot"]} />}
      </Link>
      <div className={css["answer"]}>
        <InvitationAnswer
          room={room}
          roomName={roomName}
          me={names.me ?? ""}
          isReachable={isReachable}
        />
      </div>
    </li>
  );
});
