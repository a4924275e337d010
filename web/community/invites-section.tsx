import { useRef, useState } from "react";
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
import { useTheDoor } from "../welcome/community-door.ts";
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
  const { data, error, refetch, isFetching } = useInvites();
  const door = useTheDoor().data?.door;

  if (data?.length === 0)
    return (
      <EmptyState
        title="No invite works at the moment"
        action={
          <Button look="primary" onClick={onInvite}>
            Invite people
          </Button>
        }
      >
        Make a link and send it to whom you want in. It is listed here until it is used up.
      </EmptyState>
    );
  return (
    <Section title="Links that work" about={WHILE[door ?? "invite"]}>
      {error !== null && (
        <>
          <SectionTrouble says={error.message} />
          <Button isBusy={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </>
      )}
      {data === undefined && error === null && <SkeletonRows rows={3} label="Loading invites" />}
      <ul className={css["invites"]} aria-label="Invites">
        {data?.map((invite) => (
          <InviteRow key={invite.id} invite={invite} onRevoked={onRevoked} />
        ))}
      </ul>
    </Section>
  );
}

const WHILE = {
  open: "Anyone may come in without one; a link also says into which room, and as what.",
  invite: "Whoever has one of these can make an account here. What is revoked works for nobody.",
  closed:
    "Nobody can join at the moment: none of these works until you allow it again in the settings.",
} as const;

function InviteRow({ invite, onRevoked }: { invite: Invite; onRevoked: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const terms = tellTerms(invite);

  const revoke = async () => {
    setBusy(true);
    const answer = await revokeInvite(invite.id);
    await queryClient.invalidateQueries({ queryKey: INVITES });
    setBusy(false);
    if (answer.ok) {
      announce("Revoked");
      onRevoked();
    } else setWrong(answer.says);
  };

  return (
    <FactRow title={<bdi>{terms}</bdi>} facts={wrong ?? tellFacts(invite)}>
      <Button
        look="plain"
        isBusy={isBusy}
        onClick={() => void revoke()}
        aria-label={`Revoke ${terms.toLowerCase()}, ${tellFacts(invite)}`}
      >
        Revoke
      </Button>
    </FactRow>
  );
}
