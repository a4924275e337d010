import { useState } from "react";
import { Link, useLocation } from "wouter";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { CodeField } from "./code-field.tsx";
import { MailForm } from "./mail-form.tsx";
import { askForSignInLink } from "./mail-by-http.ts";
import { wantedPlace } from "./wanted-place.ts";
import { WaysRemoved } from "./ways-removed.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

type AskForLinkProps = {
  /** From the moment a code is sent: then this page itself goes on from here, until it did not work. */
  onEntering: (is: boolean) => void;
};

/** Signing in without a password: asks for the mail, and then waits for it. */
export function AskForLink({ onEntering }: AskForLinkProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const again = () => setSentTo(null);
  if (sentTo !== null)
    return <WaitForLink email={sentTo} onAgain={again} onEntering={onEntering} />;
  return (
    <WelcomeFrame
      title="Sign in by email"
      about="We send you a link. It works once, within 10 minutes."
    >
      <MailForm ask={askForSignInLink} onSent={setSentTo} says="Email me a link" />
      <BackToSignIn />
    </WelcomeFrame>
  );
}

type WaitForLinkProps = AskForLinkProps & { email: string; onAgain: () => void };

function WaitForLink({ email, onAgain, onEntering }: WaitForLinkProps) {
  const [, goTo] = useLocation();
  const [isAlone, setAlone] = useState(false);
  const form = useForm(async ({ text }) => {
    onEntering(true);
    const answer = await session.enter("/api/mail/sign-in/code", { code: text("code") });
    if (!answer.ok) onEntering(false);
    else if (answer.value.waysRemoved) setAlone(true);
    else goTo(wantedPlace(Date.now()), { replace: true });
    return answer;
  });
  if (isAlone) return <WaysRemoved />;
  return (
    <WelcomeFrame
      title="Look at your mail"
      about={
        <>
          If <bdi>{email}</bdi> belongs to an account here, a link is on its way. Open it in this
          browser, and you are in.
        </>
      }
    >
      <Form form={form}>
        <CodeField
          form={form}
          label="Code"
          hint="Opened it somewhere else? It shows a code to type here."
        />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          Sign in with the code
        </Button>
        <Button onClick={onAgain}>Send another mail</Button>
      </Form>
      <BackToSignIn />
    </WelcomeFrame>
  );
}

export function BackToSignIn() {
  const [place] = useState(() => wantedPlace(Date.now()));
  return (
    <p>
      <Link href={place} className={css["link"]}>
        Back to signing in
      </Link>
    </p>
  );
}
