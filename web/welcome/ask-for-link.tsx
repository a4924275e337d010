import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { CodeField } from "./code-field.tsx";
import { MailForm } from "./mail-form.tsx";
import { askForSignInLink } from "./mail-by-http.ts";
import { mailText } from "./mail.text.ts";
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
  const t = useText(mailText);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const again = () => setSentTo(null);
  if (sentTo !== null)
    return <WaitForLink email={sentTo} onAgain={again} onEntering={onEntering} />;
  return (
    <WelcomeFrame title={t.askTitle} about={t.askAbout}>
      <MailForm ask={askForSignInLink} onSent={setSentTo} says={t.emailLink} />
      <BackToSignIn />
    </WelcomeFrame>
  );
}

type WaitForLinkProps = AskForLinkProps & { email: string; onAgain: () => void };

function WaitForLink({ email, onAgain, onEntering }: WaitForLinkProps) {
  const t = useText(mailText);
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
    <WelcomeFrame title={t.look} about={withParts(t.signInSent, { email: <bdi>{email}</bdi> })}>
      <Form form={form}>
        <CodeField form={form} label={t.code} hint={t.codeHint} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {t.withCode}
        </Button>
        <Button onClick={onAgain}>{t.sendAnother}</Button>
      </Form>
      <BackToSignIn />
    </WelcomeFrame>
  );
}

export function BackToSignIn() {
  const t = useText(mailText);
  const [place] = useState(() => wantedPlace(Date.now()));
  return (
    <p>
      <Link href={place} className={css["link"]}>
        {t.back}
      </Link>
    </p>
  );
}
