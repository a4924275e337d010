import { useState } from "react";
import { useLocation } from "wouter";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { DeadLink } from "./dead-link.tsx";
import { useTheDoor } from "./community-door.ts";
import { confirmAddress } from "./mail-by-http.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

type ConfirmAddressProps = { token: string; isInside: boolean };

/** A link that says whose an address is. It works for whoever is signed in to that account: the mailbox may be somebody else's. */
export function ConfirmAddress({ token, isInside }: ConfirmAddressProps) {
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
    return (
      <DeadLink
        says={isInside ? "Go to your account" : "Sign in"}
        to={isInside ? "/account" : "/"}
      />
    );
  if (isElsewhere)
    return (
      <WelcomeFrame
        title="Sign in first, then open the link again"
        about={`It works in a browser that is signed in to the account which the mail names. If you have made no account in ${name}, there is nothing to do: close this page.`}
      >
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button onClick={() => goTo("/", { replace: true })} autoFocus>
            {isInside ? "Go to your rooms" : "Sign in"}
          </Button>
        </p>
      </WelcomeFrame>
    );
  if (confirmed !== null)
    return (
      <WelcomeFrame
        title="Your address is confirmed"
        about={
          <>
            <bdi>{confirmed}</bdi> is the address of your account now.
          </>
        }
      >
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button look="primary" onClick={() => goTo("/", { replace: true })} autoFocus>
            Go to your rooms
          </Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame
      title="Confirm your address"
      about={`Then this is where mail of ${name} reaches you, and what you sign in with.`}
    >
      <Form form={form}>
        <FormTrouble form={form} />
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this button and nothing else. */}
        <Button look="primary" type="submit" isBusy={form.isBusy} autoFocus>
          Confirm
        </Button>
      </Form>
    </WelcomeFrame>
  );
}
