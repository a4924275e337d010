import { useMemo, useState } from "react";
import type { Person } from "#protocol/down.ts";
import type { Availability } from "#protocol/inbox/presence.ts";
import { PRESENCE_NAMES_UP_TO } from "#protocol/limits.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { compareNames } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { InvitedList } from "../invitations/invited-list.tsx";
import { invitationsText } from "../invitations/invitations.text.ts";
import type { Status } from "../people/people-by-http.ts";
import { SaidAvailability } from "../presence/said-availability.tsx";
import { useAvailabilities } from "../presence/use-availability.ts";
import { useMay } from "../session/use-may.ts";
import { ask } from "../shell/asked.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { CountedHeading } from "../ui/counted-heading.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import css from "./people-panel.module.css";
import { peoplePanelText } from "./people-panel.text.ts";
import type { RoomHandle } from "./room-view.ts";
import { rovePeople } from "./rove-people.ts";
import { useRoomView } from "./use-room.ts";
import { useStatuses } from "./use-statuses.ts";

/** Names drawn at first; a community of thousands must not freeze the page. */
const SHOWN_AT_FIRST = 200;

type PeoplePanelProps = { handle: RoomHandle; onClose: () => void };

/** Who is here now, then everyone else in the room. */
export function PeoplePanel({ handle, onClose }: PeoplePanelProps) {
  const t = useText(peoplePanelText);
  const { inviteHere } = useText(invitationsText);
  const mayInvite = useMay("room.invite");
  const members = useRoomView(handle, (view) => view.room.members);
  const here = useRoomView(handle, (view) => view.here);
  const line = useRoomView(handle, (view) => view.connection.at);
  const isWithoutSocket = useRoomView(
    handle,
    ({ connection }) => connection.at === "live" && connection.withoutSocket,
  );
  const ids = useMemo(() => watchedOf(members), [members]);
  const known = useAvailabilities(ids);
  // Whoever is online is to be reached, whichever room they look at; until that is told, who is in this one is known.
  const areTold = ids.length > 0 && ids.every((id) => known.has(id));
  const { present, absent } = useMemo(
    () => (areTold ? partedBy(members, known) : parted(members, here.people)),
    [members, here.people, known, areTold],
  );
  const everyone = useMemo(() => parted(members, []).absent, [members]);
  const statuses = useStatuses(handle.id);
  const areNamesKnown = here.people.length > 0 || here.count === 0;
  return (
    <SidePanel title={t.title} closes={t.close} onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys bubble up from the people. */}
      <div
        className={css["people"]}
        role="group"
        aria-label={t.everyone}
        // A press between the people stays in the panel.
        tabIndex={-1}
        onKeyDown={rovePeople}
      >
        {mayInvite && (
          <div className={css["invite"]}>
            <Button onClick={() => ask({ what: "inviteInto", room: handle.id })}>
              {inviteHere}
            </Button>
          </div>
        )}
        {line === "live" ? (
          <>
            {areNamesKnown ? (
              <PeopleList
                heading={areTold ? t.online : t.here}
                people={present}
                statuses={statuses}
                known={known}
                areHere
              />
            ) : (
              <p className={css["note"]}>{t.counted(here.count, { most: PRESENCE_NAMES_UP_TO })}</p>
            )}
            <PeopleList
              heading={areTold ? t.offline : areNamesKnown ? t.notHere : t.members}
              people={absent}
              statuses={statuses}
              known={known}
            />
            {isWithoutSocket && <p className={css["note"]}>{t.withoutSocket}</p>}
          </>
        ) : (
          <>
            {line === "offline" && <p className={css["note"]}>{t.unknown}</p>}
            <PeopleList heading={t.members} people={everyone} statuses={statuses} known={known} />
          </>
        )}
        <InvitedList handle={handle} />
      </div>
    </SidePanel>
  );
}

/** Someone to list; `Person` without the brand on its id, because keys of an object lose it. */
type Named = { id: string; name: string };

type PeopleListProps = {
  heading: string;
  people: readonly Named[];
  statuses: ReadonlyMap<string, Status>;
  known: ReadonlyMap<string, Availability>;
  areHere?: boolean;
};

function PeopleList({ heading, people, statuses, known, areHere = false }: PeopleListProps) {
  const t = useText(peoplePanelText);
  const [isWhole, setWhole] = useState(false);
  if (people.length === 0) return null;
  const shown = isWhole ? people : people.slice(0, SHOWN_AT_FIRST);
  return (
    <section>
      <CountedHeading says={heading} count={people.length} />
      <ul>
        {shown.map(({ id, name }, i) => (
          <li key={id}>
            {/* One tab stop for each list; arrow keys lead on (rove-people.ts). Pressed, it opens the card (web/people/). */}
            <button
              type="button"
              className={css["person"]}
              data-away={!areHere || undefined}
              data-person={id}
              data-name={name}
              aria-haspopup="dialog"
              tabIndex={i === 0 ? 0 : -1}
            >
              <Avatar
                id={id}
                name={name}
                size="small"
                is={known.get(id) ?? (areHere ? "online" : undefined)}
              />
              <bdi className={css["name"]} title={name}>
                {name}
              </bdi>
              <SaidIn known={known} id={id} />
              <StatusBeside status={statuses.get(id)} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length < people.length && (
        <Button look="plain" onClick={() => setWhole(true)}>
          {t.showAll({ count: people.length })}
        </Button>
      )}
    </section>
  );
}

function SaidIn({ known, id }: { known: ReadonlyMap<string, Availability>; id: string }) {
  const is = known.get(id);
  return is === undefined ? null : <SaidAvailability is={is} isHeardOnly />;
}

function StatusBeside({ status }: { status: Status | undefined }) {
  if (status === undefined) return null;
  const { emoji, text } = status;
  return (
    <span className={css["status"]} title={`${emoji} ${text}`.trim()}>
      {emoji !== "" && <span>{emoji}</span>}
      {text !== "" && <bdi className={css["doing"]}>{text}</bdi>}
    </span>
  );
}

function parted(members: RoomState["members"], here: readonly Person[]) {
  const hereIds = new Set<string>(here.map(({ id }) => id));
  const absent = Object.entries(members).flatMap(([id, { name }]) =>
    hereIds.has(id) ? [] : [{ id, name }],
  );
  // The room's list knows what they are called by now; who is here was told when they came.
  const present = here.map(({ id, name }) => ({ id, name: members[id]?.name ?? name }));
  return { present: sorted(present), absent: sorted(absent) };
}

/** Whose availability is asked for: everyone's, or in a large room nobody's. */
function watchedOf(members: RoomState["members"]): string[] {
  const ids = Object.keys(members);
  return ids.length > PRESENCE_NAMES_UP_TO ? [] : ids;
}

function partedBy(members: RoomState["members"], known: ReadonlyMap<string, Availability>) {
  const people = sorted(Object.entries(members).map(([id, { name }]) => ({ id, name })));
  const isOnline = ({ id }: Named) => known.get(id) !== "offline";
  return { present: people.filter(isOnline), absent: people.filter((one) => !isOnline(one)) };
}

function sorted<P extends { name: string }>(people: readonly P[]): P[] {
  return people.toSorted((a, b) => compareNames(a.name, b.name));
}
