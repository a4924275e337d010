import { useLocation } from "wouter";
import { may } from "#protocol/roles.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { nowhereText } from "./nowhere.text.ts";
import { Page } from "./page.tsx";
import type { Ask, Who } from "./shell.tsx";

type NoRoomYetProps = {
  who: Who;
  ask: Ask;
  /** There is no room at all. */
  isFirst: boolean;
};

/** The page of someone who is in no room: the one thing to do first. */
export function NoRoomYet({ who, ask, isFirst }: NoRoomYetProps) {
  const t = useText(nowhereText);
  return (
    <Page title={who.community}>
      {may(who.person.role, "room.join") ? (
        <FirstStep who={who} ask={ask} isFirst={isFirst} />
      ) : (
        <EmptyState title={t.welcome({ community: who.community })}>{t.guest}</EmptyState>
      )}
    </Page>
  );
}

function FirstStep({ who, ask, isFirst }: NoRoomYetProps) {
  const t = useText(nowhereText);
  const [, goTo] = useLocation();
  return isFirst ? (
    <EmptyState
      title={t.welcome({ community: who.community })}
      action={
        <Button look="primary" onClick={ask.newRoom}>
          {t.createFirst}
        </Button>
      }
    >
      {t.firstAbout}
    </EmptyState>
  ) : (
    <EmptyState
      title={t.welcome({ community: who.community })}
      action={
        <Button look="primary" onClick={() => goTo("/rooms")}>
          {t.browse}
        </Button>
      }
    >
      {t.browseAbout}
    </EmptyState>
  );
}

/** An address that leads nowhere. */
export function NothingHere() {
  const t = useText(nowhereText);
  const [, goTo] = useLocation();
  return (
    <Page title={t.title}>
      <EmptyState
        title={t.nothing}
        action={<Button onClick={() => goTo("/")}>{t.toRooms}</Button>}
      />
    </Page>
  );
}
