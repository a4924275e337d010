import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from "#protocol/limits.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { PasswordField, TextField } from "../ui/text-field.tsx";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { RecoverySignIn } from "./recovery-sign-in.tsx";
import { MailWays } from "./mail-ways.tsx";
import { NoAccountYet } from "./no-account-yet.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** For people who have an account here. */
export function SignInPage({ community }: { community: string }) {
  const form = useForm(({ text }) =>
    session.enter("/api/session", { email: text("email"), password: text("password") }),
  );
  return (
    <WelcomeFrame title={`Sign in to ${community}`}>
      <PasskeySignIn />
      <Form form={form}>
        <TextField
          label="Email"
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
          label="Password"
          name="password"
          required
          maxLength={MAX_PASSWORD_LENGTH}
          autoComplete="current-password"
          error={form.errorOf("sign_in_failed", "password_too_short", "password_too_long")}
        />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          Sign in
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
