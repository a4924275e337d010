import { Suspense, useState } from "react";
import { useLocation } from "wouter";
import { may } from "#protocol/roles.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { SaidAvailability } from "../presence/said-availability.tsx";
import { useAvailability } from "../presence/use-availability.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChevronIcon } from "../ui/more-icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { useText } from "../i18n/i18n.ts";
import css from "./person-menu.module.css";
import { personMenuText } from "./person-menu.text.ts";

const loadDialog = async () => {
  const { SignOutDialog: component } = await import("../account/sign-out-dialog.tsx");
  return { default: component };
};
const SignOutDialog = lazyPart(loadDialog);
const loadAvailability = async () => {
  const { AvailabilityDialog: component } = await import("../presence/availability-dialog.tsx");
  return { default: component };
};
const AvailabilityDialog = lazyPart(loadAvailability);

/** Oneself: who one is here, what one may set, and the way out. */
export function PersonMenu({ person }: { person: SignedInPerson }) {
  const t = useText(personMenuText);
  const [, goTo] = useLocation();
  const [isLeaving, setLeaving] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const is = useAvailability(person.id);
  useLoadedWhenIdle(loadDialog);
  useLoadedWhenIdle(loadAvailability);
  return (
    <>
      <Menu
        look="row"
        label={t.you}
        items={[
          { says: t.availability, onChoose: () => setChoosing(true) },
          { says: t.account, onChoose: () => goTo("/account") },
          { says: t.settings, onChoose: () => goTo("/settings") },
          ...(may(person.role, "community.change")
            ? [{ says: t.community, onChoose: () => goTo("/people/settings") }]
            : []),
          { says: t.signOut, onChoose: () => setLeaving(true) },
        ]}
      >
        <Avatar id={person.id} name={person.name} size="small" is={is} />
        <bdi className={css["name"]}>{person.name}</bdi>
        {is !== undefined && <SaidAvailability is={is} isHeardOnly />}
        <span className="only-heard">{t.yourMenu}</span>
        <span className={css["chevron"]}>
          <ChevronIcon size={16} />
        </span>
      </Menu>
      <Suspense fallback={null}>
        {isChoosing && <AvailabilityDialog onClose={() => setChoosing(false)} />}
        {isLeaving && <SignOutDialog onClose={() => setLeaving(false)} />}
      </Suspense>
    </>
  );
}
