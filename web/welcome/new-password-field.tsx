import { useState } from "react";
import {
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  RECOMMENDED_PASSWORD_LENGTH,
} from "#protocol/limits.ts";
import type { FormState } from "../ui/form.tsx";
import { PasswordField } from "../ui/text-field.tsx";

type FieldProps = { form: FormState; label?: string };
type Advise = (password: string) => string;

/** A password that is about to be chosen, with a word on it while it is typed. */
export function NewPasswordField({ form, label = "Password" }: FieldProps) {
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
      label={label}
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
          : `At least ${MIN_PASSWORD_LENGTH} characters; ${RECOMMENDED_PASSWORD_LENGTH} are better.`
      }
      isHintLive
      error={form.errorOf("password_too_short", "password_too_long", "password_common")}
    />
  );
}
