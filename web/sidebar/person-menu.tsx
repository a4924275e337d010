import { Suspense, useState } from "react";
import { useLocation } from "wouter";
import { may } from "#protocol/roles.ts";
import type { SignedInPerson } from "../session/session-state.ts";
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

/** Oneself: who one is here, what one may set, and the way out. */
export function PersonMenu({ person }: { person: SignedInPerson }) {
  const t = useText(personMenuText);
  const [, goTo] = useLocation();
  const [isLeaving, setLeaving] = useState(false);
  useLoadedWhenIdle(loadDialog);
  return (
    <>
      <Menu
        look="row"
        label={t.you}
        items={[
          { says: t.account, onChoose: () => goTo("/account") },
          { says: t.settings, onChoose: () => goTo("/settings") },
          ...(may(person.role, "community.change")
            ? [{ says: t.community, onChoose: () => goTo("/people/settings") }]
            : []),
          { says: t.signOut, onChoose: () => setLeaving(true) },
        ]}
      >
        <Avatar id={person.id} name={person.name} size="small" />
        <bdi className={css["name"]}>{person.name}</bdi>
        <span className="only-heard">{t.yourMenu}</span>
        <span className={css["chevron"]}>
          <ChevronIcon size={16} />
        </span>
      </Menu>
      <Suspense fallback={null}>
        {isLeaving && <SignOutDialog onClose={() => setLeaving(false)} />}
      </Suspense>
    </>
  );
}
