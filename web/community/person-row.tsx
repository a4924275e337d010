import { memo } from "react";
import { lastSeen } from "../account/last-used.ts";
import { tellDate } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { SaidAvailability } from "../presence/said-availability.tsx";
import { useAvailability } from "../presence/use-availability.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { Avatar } from "../ui/avatar.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { decisionText } from "./decisions.text.ts";
import { decisionsAbout, type Decision } from "./decisions.ts";
import type { Person } from "./people-by-http.ts";
import { peopleText } from "./people-section.text.ts";
import css from "./person-row.module.css";

type PersonRowProps = {
  person: Person;
  me: SignedInPerson;
  /** When the list was told, in ms since epoch. */
  now: number;
  onDecide: (decision: Decision) => void;
};

/** Someone in the community: who and what they are, since when, and what one may decide about them. */
export const PersonRow = memo(function PersonRow({ person, me, now, onDecide }: PersonRowProps) {
  const { id, name, role, isBanned } = person;
  const t = useText(peopleText);
  const is = useAvailability(isBanned ? null : id);
  const decisions = decisionsAbout(person, me);
  const label = role === "member" ? null : t.role(role);
  return (
    <li className={css["row"]} data-out={isBanned || undefined}>
      <Avatar id={id} name={name} is={is} />
      <div className={css["about"]}>
        <p className={css["title"]}>
          <bdi className={css["name"]} title={name}>
            {name}
          </bdi>
          {is !== undefined && <SaidAvailability is={is} isHeardOnly />}
          {label !== null && <span className={css["label"]}>{label}</span>}
          {isBanned && (
            <span className={css["label"]} data-out>
              {t.isOut}
            </span>
          )}
        </p>
        <p className={css["facts"]}>{factsOf(person, me, now)}</p>
      </div>
      {decisions.length > 0 && (
        <Menu
          look="icon"
          label={t.decide({ name })}
          items={decisions.map((decision) => ({
            says: tell(decision),
            isDangerous: decision.what === "put out",
            onChoose: () => onDecide(decision),
          }))}
        >
          <MoreIcon />
        </Menu>
      )}
    </li>
  );
});

function factsOf({ id, since, lastSeenAt }: Person, me: SignedInPerson, now: number): string {
  const t = peopleText.get();
  return [
    ...(id === me.id ? [t.you] : []),
    t.since({ day: tellDate(since) }),
    ...(lastSeenAt === undefined || id === me.id ? [] : [lastSeen(lastSeenAt, now)]),
  ].join(" · ");
}

function tell(decision: Decision): string {
  const t = decisionText.get();
  if (decision.what === "role") return t.make(decision.to);
  return decision.what === "put out" ? t.putOutAsk : t.letBackAsk;
}
