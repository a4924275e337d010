import { lazy, Suspense, useEffect } from "react";
import { Link } from "wouter";
import { may, type Permission } from "#protocol/roles.ts";
import { ProveDialogs } from "../account/prove-dialog.tsx";
import { useText } from "../i18n/i18n.ts";
import { WhenReached } from "../offline/when-reached.tsx";
import { Page, PageColumn } from "../shell/page.tsx";
import type { Ask, Who } from "../shell/shell.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import css from "./community-page.module.css";
import { communityText } from "./community-page.text.ts";
import { InvitesSection } from "./invites-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { SettingsSections } from "./settings-sections.tsx";

type Part = {
  what: "people" | "invites" | "settings" | "figures";
  href: string;
  permission: Permission;
};

const FIGURES = "/people/figures";

const PARTS = [
  { what: "people", href: "/people", permission: "people.list" },
  { what: "invites", href: "/people/invites", permission: "invite.list" },
  { what: "settings", href: "/people/settings", permission: "community.change" },
  { what: "figures", href: FIGURES, permission: "figures.see" },
] as const satisfies readonly Part[];

/** For one or two people of a whole community. */
const FiguresSection = lazy(async () => {
  const { FiguresSection: component } = await import("../figures/figures-section.tsx");
  return { default: component };
});

type CommunityPageProps = {
  /** What stands behind `/people/` in the address. */
  part: string | undefined;
  who: Who;
  ask: Ask;
};

/** Who is in the community, and, for those who run it, how others come in and what it is called. */
export function CommunityPage({ part, who, ask }: CommunityPageProps) {
  const t = useText(communityText);
  const { role } = who.person;
  const href = part === undefined ? "/people" : `/people/${part}`;
  const parts = PARTS.filter(({ permission }) => may(role, permission));
  const shown = parts.find((each) => each.href === href);

  useEffect(() => {
    document.title = `${t[shown?.what ?? "people"]} – ${who.community}`;
  }, [shown, who.community, t]);

  return (
    <Page
      title={t.people}
      actions={may(role, "invite.make") && <Button onClick={ask.invite}>{t.invitePeople}</Button>}
    >
      {parts.length > 1 && (
        <nav className={css["parts"]} aria-label={t.parts}>
          {parts.map((each) => (
            <Link
              key={each.href}
              href={each.href}
              className={css["part"]}
              aria-current={each.href === href ? "page" : undefined}
            >
              {t[each.what]}
            </Link>
          ))}
        </nav>
      )}
      {shown === undefined ? (
        <EmptyState title={t.notForYou}>
          {(href === FIGURES ? t.onlyOwners : t.askAnOwner)({ community: who.community })}
        </EmptyState>
      ) : (
        <WhenReached>
          <PageColumn isWide={shown.href === FIGURES}>{partOf(shown.what, who, ask)}</PageColumn>
        </WhenReached>
      )}
      <ProveDialogs />
    </Page>
  );
}

function partOf(what: Part["what"], who: Who, ask: Ask) {
  switch (what) {
    case "people":
      return <PeopleSection me={who.person} />;
    case "invites":
      return <InvitesSection onInvite={ask.invite} />;
    case "settings":
      return <SettingsSections community={who.community} />;
    case "figures":
      return (
        <Suspense fallback={null}>
          <FiguresSection />
        </Suspense>
      );
  }
}
