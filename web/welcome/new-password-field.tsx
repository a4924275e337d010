import { useState } from "react";
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  RECOMMENDED_PASSWORD_LENGTH,
} from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import type { FormState } from "../ui/form.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { newAccountText } from "./new-account.text.ts";

type FieldProps = { form: FormState; label?: string };
type Advise = (password: string) => string;

/** A password that is about to be chosen, with a word on it while it is typed. */
export function NewPasswordField({ form, label }: FieldProps) {
  const t = useText(newAccountText);
  const [password, setPassword] = useState("");
  const [advise, setAdvise] = useState<Advise | null>(null);
  const loadAdvice = () => {
    // The list of common passwords is larger than this page. Without it the field still says what is asked for.
    import("./password-advice.ts").then(
      ({ adviceOn }) => setAdvise(() => adviceOn),
      () => {},
    );
  };
  const hasAdvice = advise !== null && password !== "";
  return (
    <PasswordField
      label={label ?? t.password}
      name="password"
      required
      minLength={MIN_PASSWORD_LENGTH}
      maxLength={MAX_PASSWORD_LENGTH}
      autoComplete="new-password"
      onFocus={loadAdvice}
      onChange={(event) => setPassword(event.target.value)}
      hint={
        hasAdvice
          ? advise(password)
          : t.passwordHint({ least: MIN_PASSWORD_LENGTH, better: RECOMMENDED_PASSWORD_LENGTH })
      }
      isHintLive
      error={form.errorOf("password_too_short", "password_too_long", "password_common")}
    />
  );
}
