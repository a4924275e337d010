import { useState } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { CountedHeading } from "../ui/counted-heading.tsx";
import { tell } from "../ui/tell.ts";
import css from "./invited-list.module.css";
import { uninvite } from "./invitations-by-http.ts";
import { invitationsText } from "./invitations.text.ts";
import { useInvited, type Invited } from "./use-invited.ts";

/** Who was asked into the room and has not come yet, each with a way to take that back for who may. */
export function InvitedList({ handle }: { handle: RoomHandle }) {
  const t = useText(invitationsText);
  const invited = useInvited(handle);
  if (invited.length === 0) return null;
  return (
    <section>
      <CountedHeading says={t.waiting} count={invited.length} />
      <ul>
        {invited.map((one) => (
          <InvitedPerson key={one.id} room={handle.id} invited={one} />
        ))}
      </ul>
    </section>
  );
}

function InvitedPerson({ room, invited }: { room: RoomId; invited: Invited }) {
  const t = useText(invitationsText);
  const [isBusy, setBusy] = useState(false);
  const { id, name, mayWithdraw } = invited;
  const withdraw = async () => {
    setBusy(true);
    const answer = await uninvite(room, id);
    setBusy(false);
    tell(answer.ok ? t.withdrawn({ person: name }) : answer.says);
  };
  return (
    <li className={css["person"]}>
      <Avatar id={id} name={name} size="small" />
      <bdi className={css["name"]} title={name}>
        {name}
      </bdi>
      {mayWithdraw && (
        <Button
          look="plain"
          isBusy={isBusy}
          aria-label={t.withdrawOne({ person: name })}
          onClick={() => void withdraw()}
        >
          {t.withdraw}
        </Button>
      )}
    </li>
  );
}
