import { useState } from "react";
import { useLocation } from "wouter";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { BackToSignIn } from "./ask-for-link.tsx";
import { DeadLink } from "./dead-link.tsx";
import { MailForm } from "./mail-form.tsx";
import { askForResetLink, replacePassword } from "./mail-by-http.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useHash } from "./use-hash.ts";
import { WAYS_REMOVED } from "./ways-removed.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** /reset: for whoever has lost their password, before the mail and behind its link. */
export function ResetPage() {
  const token = useHash();
  return token === "" ? <AskForReset /> : <ChoosePassword key={token} token={token} />;
}

function AskForReset() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null)
    return (
      <WelcomeFrame
        title="Look at your mail"
        about={
          <>
            If <bdi>{sentTo}</bdi> belongs to an account here, a link is on its way. It works once,
            within half an hour.
          </>
        }
      >
        <p className={css["act"]}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button onClick={() => setSentTo(null)} autoFocus>
            Send another mail
          </Button>
        </p>
        <BackToSignIn />
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame
      title="Forgot your password?"
      about="We send you a link with which you choose another one."
    >
      <MailForm ask={askForResetLink} onSent={setSentTo} says="Send the link" />
      <BackToSignIn />
    </WelcomeFrame>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const [, goTo] = useLocation();
  const [at, setAt] = useState<"choosing" | "done" | "alone" | "dead">("choosing");
  const form = useForm(async ({ text }) => {
    const answer = await replacePassword(token, text("password"));
    if (answer.ok) {
      setAt(answer.value.waysRemoved ? "alone" : "done");
      await noticeTheEnd();
    } else if (answer.code === "link_invalid") setAt("dead");
    return answer;
  });

  if (at === "dead") return <DeadLink says="Email me another" to="/reset" />;
  if (at !== "choosing")
    return (
      <WelcomeFrame
        title="Your password is changed"
        about={`${at === "done" ? "You were signed out everywhere." : `Your address is confirmed now. ${WAYS_REMOVED}`} Sign in with the new one.`}
      >
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button look="primary" onClick={() => goTo("/", { replace: true })} autoFocus>
            Sign in
          </Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame
      title="Choose a new password"
      about="It signs you out everywhere, so that nobody goes on with the old one."
    >
      <Form form={form}>
        <NewPasswordField form={form} label="New password" />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          Change password
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
