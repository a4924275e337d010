import { useState } from "react";
import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { DeadLink } from "./dead-link.tsx";
import { useTheDoor } from "./community-door.ts";
import { confirmAddress } from "./mail-by-http.ts";
import { mailText } from "./mail.text.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

type ConfirmAddressProps = { token: string; isInside: boolean };

/** A link that says whose an address is. It works for whoever is signed in to that account: the mailbox may be somebody else's. */
export function ConfirmAddress({ token, isInside }: ConfirmAddressProps) {
  const t = useText(mailText);
  const [, goTo] = useLocation();
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
      <WelcomeFrame title={t.signInFirst} about={t.signInFirstAbout({ community: name })}>
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button onClick={() => goTo("/", { replace: true })} autoFocus>
            {isInside ? t.toRooms : t.signIn}
          </Button>
        </p>
      </WelcomeFrame>
    );
  if (confirmed !== null)
    return (
      <WelcomeFrame
        title={t.confirmed}
        about={withParts(t.confirmedAbout, { email: <bdi>{confirmed}</bdi> })}
      >
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button look="primary" onClick={() => goTo("/", { replace: true })} autoFocus>
            {t.toRooms}
          </Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame title={t.confirmTitle} about={t.confirmAbout({ community: name })}>
      <Form form={form}>
        <FormTrouble form={form} />
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this button and nothing else. */}
        <Button look="primary" type="submit" isBusy={form.isBusy} autoFocus>
          {t.confirm}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}
