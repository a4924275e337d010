import { lazy, Suspense, useState } from "react";
import type { SignedInPerson } from "../session/session-state.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChevronIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import css from "./person-menu.module.css";

const loadDialog = async () => {
  const { AccountDialog: component } = await import("../account/account-dialog.tsx");
  return { default: component };
};
const AccountDialog = lazy(loadDialog);

/** Oneself: who one is here, where else one is signed in, and the way out. */
export function PersonMenu({ person }: { person: SignedInPerson }) {
  const [asked, setAsked] = useState<"devices" | "password" | "sign-out" | null>(null);
  useLoadedWhenIdle(loadDialog);
  return (
    <>
      <Menu
        look="row"
        label="You"
        items={[
          { says: "Your devices", onChoose: () => setAsked("devices") },
          { says: "Change password", onChoose: () => setAsked("password") },
          { says: "Sign out", onChoose: () => setAsked("sign-out") },
        ]}
      >
        <Avatar id={person.id} name={person.name} size="small" />
        <bdi className={css["name"]}>{person.name}</bdi>
        <span className="only-heard">, your menu</span>
        <span className={css["chevron"]}>
          <ChevronIcon size={16} />
        </span>
      </Menu>
      <Suspense fallback={null}>
        {asked && <AccountDialog asked={asked} onClose={() => setAsked(null)} />}
      </Suspense>
    </>
  );
}
