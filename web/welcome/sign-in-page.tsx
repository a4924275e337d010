import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { PasswordField, TextField } from "../ui/text-field.tsx";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { RecoverySignIn } from "./recovery-sign-in.tsx";
import { MailWays } from "./mail-ways.tsx";
import { NoAccountYet } from "./no-account-yet.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { signInText } from "./sign-in.text.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** For people who have an account here. */
export function SignInPage({ community }: { community: string }) {
  const t = useText(signInText);
  const form = useForm(({ text }) =>
    session.enter("/api/session", { email: text("email"), password: text("password") }),
  );
  return (
    <WelcomeFrame title={t.title({ community })}>
      <PasskeySignIn />
      <Form form={form}>
        <TextField
          label={t.email}
          name="email"
          type="email"
          required
          maxLength={MAX_EMAIL_LENGTH}
          autoComplete="username webauthn"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
          autoFocus
          error={form.errorOf("email_invalid")}
        />
        <PasswordField
          label={t.password}
          name="password"
          required
          maxLength={MAX_PASSWORD_LENGTH}
          autoComplete="current-password"
          error={form.errorOf("sign_in_failed", "password_too_short", "password_too_long")}
        />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {t.signIn}
        </Button>
      </Form>
      <div className={css["others"]}>
        <MailWays />
        <RecoverySignIn />
      </div>
      <ProviderButtons why="sign_in" />
      <NoAccountYet />
    </WelcomeFrame>
  );
}
