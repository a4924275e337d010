import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { queryClient } from "../query-client.ts";
import { useForm } from "../ui/form.tsx";
import { DeadLink } from "./dead-link.tsx";
import { useTheDoor } from "./community-door.ts";
import { confirmAddress } from "./mail-by-http.ts";
import { mailText } from "./mail.text.ts";
import { OnePress, WayOn } from "./one-press.tsx";

type ConfirmAddressProps = { token: string; isInside: boolean };

/** A link that says whose an address is. It works for whoever is signed in to that account: the mailbox may be somebody else's. */
export function ConfirmAddress({ token, isInside }: ConfirmAddressProps) {
  const t = useText(mailText);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const [isDead, setDead] = useState(false);
  const [isElsewhere, setElsewhere] = useState(!isInside);
  const name = useTheDoor().data?.name ?? "Parley";
  const form = useForm(async () => {
    const answer = await confirmAddress(token);
    if (answer.ok) {
      setConfirmed(answer.value.email);
      await queryClient.invalidateQueries({ queryKey: ["email"] });
    } else {
      setDead(answer.code === "link_invalid");
      setElsewhere(answer.code === "unauthenticated" || answer.code === "other_browser");
    }
    return answer;
  });

  if (isDead)
    return <DeadLink says={isInside ? t.toAccount : t.signIn} to={isInside ? "/account" : "/"} />;
  if (isElsewhere)
    return (
      <WayOn
        title={t.signInFirst}
        about={t.signInFirstAbout({ community: name })}
        says={isInside ? t.toRooms : t.signIn}
      />
    );
  if (confirmed !== null) {
    const about = withParts(t.confirmedAbout, { email: <bdi>{confirmed}</bdi> });
    return <WayOn title={t.confirmed} about={about} says={t.toRooms} look="primary" />;
  }
  const about = t.confirmAbout({ community: name });
  return <OnePress title={t.confirmTitle} about={about} form={form} says={t.confirm} />;
}
