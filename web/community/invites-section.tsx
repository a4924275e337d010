import { useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { tellFacts, tellTerms } from "../invites/invite-words.ts";
import { revokeInvite, type Invite } from "../invites/invites-by-http.ts";
import { INVITES, useInvites } from "../invites/invites.ts";
import { queryClient } from "../query-client.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FactRow } from "../ui/fact-row.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { useTheDoor } from "../welcome/community-door.ts";
import { invitesText } from "./invites-section.text.ts";
import css from "./people-section.module.css";

/** The links that let people in, whoever made them, and taking them back. */
export function InvitesSection({ onInvite }: { onInvite: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} className={css["place"]} tabIndex={-1}>
      <Invites
        onInvite={onInvite}
        // Its row goes, and the focus must not go with it.
        onRevoked={() => place.current?.focus()}
      />
    </div>
  );
}

type InvitesProps = { onInvite: () => void; onRevoked: () => void };

function Invites({ onInvite, onRevoked }: InvitesProps) {
  const u = useText(uiText);
  const t = useText(invitesText);
  const { data, error, refetch, isFetching } = useInvites();
  const door = useTheDoor().data?.door;

  if (data?.length === 0)
    return (
      <EmptyState
        title={t.none}
        action={
          <Button look="primary" onClick={onInvite}>
            {t.invitePeople}
          </Button>
        }
      >
        {t.noneAbout}
      </EmptyState>
    );
  return (
    <Section title={t.title} about={t.about(door ?? "invite")}>
      {error !== null && (
        <>
          <SectionTrouble says={error.message} />
          <Button isBusy={isFetching} onClick={() => void refetch()}>
            {u.tryAgain}
          </Button>
        </>
      )}
      {data === undefined && error === null && <SkeletonRows rows={3} label={t.loading} />}
      <ul className={css["invites"]} aria-label={t.invites}>
        {data?.map((invite) => (
          <InviteRow key={invite.id} invite={invite} onRevoked={onRevoked} />
        ))}
      </ul>
    </Section>
  );
}

function InviteRow({ invite, onRevoked }: { invite: Invite; onRevoked: () => void }) {
  const t = useText(invitesText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const terms = tellTerms(invite);

  const revoke = async () => {
    setBusy(true);
    const answer = await revokeInvite(invite.id);
    await queryClient.invalidateQueries({ queryKey: INVITES });
    setBusy(false);
    if (answer.ok) {
      announce(t.revoked);
      onRevoked();
    } else setWrong(answer.says);
  };

  return (
    <FactRow title={<bdi>{terms}</bdi>} facts={wrong ?? tellFacts(invite)}>
      <Button
        look="plain"
        isBusy={isBusy}
        onClick={() => void revoke()}
        aria-label={t.revokeOne({ invite: terms, facts: tellFacts(invite) })}
      >
        {t.revoke}
      </Button>
    </FactRow>
  );
}
