import { useMemo, useState } from "react";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { MAX_INVITED_AT_ONCE } from "#protocol/limits.ts";
import type { Person } from "../community/people-by-http.ts";
import { newCommandId } from "../directory/rooms-by-http.ts";
import { useText } from "../i18n/i18n.ts";
import { roomHandle } from "../room/room-handles.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { useMay } from "../session/use-may.ts";
import { ask } from "../shell/asked.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { tell } from "../ui/tell.ts";
import { uiText } from "../ui/ui.text.ts";
import { ChosenPeople } from "./chosen-people.tsx";
import css from "./invite-people-dialog.module.css";
import { InvitedList } from "./invited-list.tsx";
import { invitePeople } from "./invitations-by-http.ts";
import { invitationsText } from "./invitations.text.ts";
import { PeopleToInvite } from "./people-to-invite.tsx";

/** Asks whom of the community to invite into a room, several at once; and shows who was invited and has not come yet. */
export function InvitePeopleDialog({ room, onClose }: { room: RoomId; onClose: () => void }) {
  const handle = useMemo(() => roomHandle(room), [room]);
  return <InvitePeople handle={handle} onClose={onClose} />;
}

type InvitePeopleProps = { handle: RoomHandle; onClose: () => void };

/** The same, of a room that is open. */
export function InvitePeople({ handle, onClose }: InvitePeopleProps) {
  const t = useText(invitationsText);
  const u = useText(uiText);
  const mayMakeLinks = useMay("invite.make");
  const roomName = useRoomView(handle, (view) => view.room.info?.name ?? "");
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  // One id for all tries of one choice: what was done without our hearing of it is not done twice.
  const [id, setId] = useState(newCommandId);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const choose = (people: readonly Person[]) => {
    setChosen(people);
    setId(newCommandId());
    setWrong(null);
  };
  const toggle = (person: Person) => {
    const others = chosen.filter((one) => one.id !== person.id);
    if (others.length < chosen.length) choose(others);
    else if (chosen.length < MAX_INVITED_AT_ONCE) choose([...chosen, person]);
    else setWrong(t.most({ most: MAX_INVITED_AT_ONCE }));
  };
  const invite = async () => {
    if (chosen.length === 0) return setWrong(t.chooseFirst);
    setBusy(true);
    const answer = await invitePeople(handle.id, id, idsOf(chosen));
    setBusy(false);
    if (!answer.ok) return setWrong(answer.says);
    tell(t.invited(answer.value.length));
    return onClose();
  };

  return (
    <Dialog title={t.title({ room: roomName })} onClose={onClose}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <PeopleToInvite handle={handle} chosen={chosen} onToggle={toggle} />
        <ChosenPeople people={chosen} onTake={toggle} />
        <p className={css["note"]}>{t.note}</p>
        {wrong !== null && (
          <p className={css["wrong"]} role="alert">
            {wrong}
          </p>
        )}
        <DialogActions>
          {mayMakeLinks && (
            <span className={css["other-way"]}>
              <Button look="plain" onClick={() => ask("invite")}>
                {t.byLink}
              </Button>
            </span>
          )}
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="primary" type="submit" isBusy={isBusy}>
            {chosen.length === 0 ? t.invite : t.inviteSome(chosen.length)}
          </Button>
        </DialogActions>
      </form>
      <InvitedList handle={handle} />
    </Dialog>
  );
}

function idsOf(people: readonly Person[]): PersonId[] {
  return people.map(({ id }) => id);
}
