import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { BackToSignIn } from "./ask-for-link.tsx";
import { DeadLink } from "./dead-link.tsx";
import { MailForm } from "./mail-form.tsx";
import { askForResetLink, replacePassword } from "./mail-by-http.ts";
import { mailText } from "./mail.text.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useHash } from "./use-hash.ts";
import { WayOn } from "./one-press.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** /reset: for whoever has lost their password, before the mail and behind its link. */
export function ResetPage() {
  const token = useHash();
  return token === "" ? <AskForReset /> : <ChoosePassword key={token} token={token} />;
}

function AskForReset() {
  const t = useText(mailText);
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null)
    return (
      <WelcomeFrame title={t.look} about={withParts(t.resetSent, { email: <bdi>{sentTo}</bdi> })}>
        <p className={css["act"]}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button onClick={() => setSentTo(null)} autoFocus>
            {t.sendAnother}
          </Button>
        </p>
        <BackToSignIn />
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame title={t.forgotTitle} about={t.forgotAbout}>
      <MailForm ask={askForResetLink} onSent={setSentTo} says={t.sendLink} />
      <BackToSignIn />
    </WelcomeFrame>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const t = useText(mailText);
  const [at, setAt] = useState<"choosing" | "done" | "alone" | "dead">("choosing");
  const form = useForm(async ({ text }) => {
    const answer = await replacePassword(token, text("password"));
    if (answer.ok) {
      setAt(answer.value.waysRemoved ? "alone" : "done");
      await noticeTheEnd();
    } else if (answer.code === "link_invalid") setAt("dead");
    return answer;
  });

  if (at === "dead") return <DeadLink says={t.emailAnother} to="/reset" />;
  if (at !== "choosing") {
    const known = at === "done" ? [t.signedOut] : [t.addressConfirmed, t.waysRemoved];
    const about = [...known, t.signInNew].join(" ");
    return <WayOn title={t.changed} about={about} says={t.signIn} look="primary" />;
  }
  return (
    <WelcomeFrame title={t.chooseTitle} about={t.chooseAbout}>
      <Form form={form}>
        <NewPasswordField form={form} label={t.newPassword} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {t.changePassword}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}

/** Whoever was signed in here is not any more, which this browser learns by asking for another token. */
async function noticeTheEnd(): Promise<void> {
  const held = await session.accessToken();
  if (held.ok) await session.refresh(held.value.accessToken);
}
