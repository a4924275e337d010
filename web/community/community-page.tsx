import { useEffect } from "react";
import { Link } from "wouter";
import { may, type Permission } from "#protocol/roles.ts";
import { ProveDialogs } from "../account/prove-dialog.tsx";
import { Page, PageColumn } from "../shell/page.tsx";
import type { Ask, Who } from "../shell/shell.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import css from "./community-page.module.css";
import { InvitesSection } from "./invites-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { SettingsSections } from "./settings-sections.tsx";

type Part = { says: string; href: string; permission: Permission };

const PARTS = [
  { says: "People", href: "/people", permission: "people.list" },
  { says: "Invites", href: "/people/invites", permission: "invite.list" },
  { says: "Settings", href: "/people/settings", permission: "community.change" },
] as const satisfies readonly Part[];

type CommunityPageProps = {
  /** What stands behind `/people/` in the address. */
  part: string | undefined;
  who: Who;
  ask: Ask;
};

/** Who is in the community, and, for those who run it, how others come in and what it is called. */
export function CommunityPage({ part, who, ask }: CommunityPageProps) {
  const { role } = who.person;
  const href = part === undefined ? "/people" : `/people/${part}`;
  const parts = PARTS.filter(({ permission }) => may(role, permission));
  const shown = parts.find((each) => each.href === href);

  useEffect(() => {
    document.title = `${shown?.says ?? "People"} – ${who.community}`;
  }, [shown, who.community]);

  return (
    <Page
      title="People"
      actions={may(role, "invite.make") && <Button onClick={ask.invite}>Invite people</Button>}
    >
      {parts.length > 1 && (
        <nav className={css["parts"]} aria-label="Community">
          {parts.map((each) => (
            <Link
              key={each.href}
              href={each.href}
              className={css["part"]}
              aria-current={each.href === href ? "page" : undefined}
            >
              {each.says}
            </Link>
          ))}
        </nav>
      )}
      {shown === undefined ? (
        <EmptyState title="This is not for you to see">
          Ask an owner or an admin of {who.community}.
        </EmptyState>
      ) : (
        <PageColumn>{partOf(shown.says, who, ask)}</PageColumn>
      )}
      <ProveDialogs />
    </Page>
  );
}

function partOf(says: (typeof PARTS)[number]["says"], who: Who, ask: Ask) {
  switch (says) {
    case "People":
      return <PeopleSection me={who.person} />;
    case "Invites":
      return <InvitesSection onInvite={ask.invite} />;
    case "Settings":
      return <SettingsSections community={who.community} />;
  }
}
