import { useState } from "react";
import type { Person } from "../community/people-by-http.ts";
import { usePeople } from "../community/use-people.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { Avatar } from "../ui/avatar.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./invite-people-dialog.module.css";
import { invitationsText } from "./invitations.text.ts";
import { useKeepsOrder } from "./use-invited.ts";

type PeopleToInviteProps = {
  handle: RoomHandle;
  chosen: readonly Person[];
  onToggle: (person: Person) => void;
};

/** The people of the community by a part of their name: those who can be asked, and who is in or asked already. */
export function PeopleToInvite({ handle, chosen, onToggle }: PeopleToInviteProps) {
  const t = useText(invitationsText);
  const [sought, setSought] = useState("");
  const { data, error } = usePeople(sought, "all");
  const standingOf = useStanding(handle);
  const found = data?.pages.flatMap(({ people }) => people).filter(({ isBanned }) => !isBanned);
  const hasMore = data?.pages.at(-1)?.hasMore === true;
  const hasGuests = found?.some((person) => standingOf(person) === "guest") ?? false;
  return (
    <>
      <SearchField label={t.find} sought={sought} onSeek={setSought} />
      <fieldset className={css["people"]}>
        <legend className="only-heard">{t.people}</legend>
        {found === undefined && error === null && <SkeletonRows rows={4} label={t.loading} />}
        {found === undefined && error !== null && <p className={css["none"]}>{error.message}</p>}
        {found?.length === 0 && (
          <p className={css["none"]}>{t.nobody({ sought: sought.trim() })}</p>
        )}
        {found?.map((person) => (
          <PersonToInvite
            key={person.id}
            person={person}
            standing={standingOf(person)}
            isChosen={chosen.some(({ id }) => id === person.id)}
            onToggle={() => onToggle(person)}
          />
        ))}
        {hasMore && <p className={css["none"]}>{t.more}</p>}
      </fieldset>
      {hasGuests && <p className={css["note"]}>{t.guests}</p>}
    </>
  );
}

/** `free`: they can be asked. */
type Standing = "free" | "in" | "invited" | "guest";

function useStanding(handle: RoomHandle): (person: Person) => Standing {
  const members = useRoomView(handle, (view) => view.room.members);
  const invited = useRoomView(handle, (view) => view.room.invited);
  const keepsOrder = useKeepsOrder(handle);
  return ({ id, role }) => {
    if (members[id]) return "in";
    if (invited[id]) return "invited";
    return role === "guest" && !keepsOrder ? "guest" : "free";
  };
}

type PersonToInviteProps = {
  person: Person;
  standing: Standing;
  isChosen: boolean;
  onToggle: () => void;
};

function PersonToInvite({ person, standing, isChosen, onToggle }: PersonToInviteProps) {
  const t = useText(invitationsText);
  const { id, name } = person;
  const says = { free: null, in: t.isIn, invited: t.isInvited, guest: t.isGuest }[standing];
  return (
    <label className={css["person"]} data-taken={says !== null || undefined}>
      <input
        type="checkbox"
        disabled={says !== null}
        checked={isChosen || standing === "in"}
        onChange={onToggle}
      />
      <Avatar id={id} name={name} size="small" />
      <bdi className={css["name"]} title={name}>
        {name}
      </bdi>
      {says !== null && <span className={css["says"]}>{says}</span>}
    </label>
  );
}
