import { MAX_DISPLAY_NAME_LENGTH, MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import type { FormState } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { newAccountText } from "./new-account.text.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { PasskeyWord, type NewWay } from "./new-way.tsx";

/** What a new account asks for: a name that others see, and what one signs in with. */
export function NewPersonFields({ form, way }: { form: FormState; way: NewWay }) {
  const t = useText(newAccountText);
  return (
    <>
      <TextField
        label={t.name}
        name="name"
        required
        maxLength={MAX_DISPLAY_NAME_LENGTH}
        autoComplete="name"
        hint={t.nameHint}
        error={form.errorOf("name_invalid", "name_taken")}
      />
      <TextField
        label={t.email}
        name="email"
        type="email"
        required
        maxLength={MAX_EMAIL_LENGTH}
        autoComplete="username"
        hint={t.emailHint}
        error={form.errorOf("email_invalid", "email_taken", "email_domain")}
      />
      {way.by === "passkey" ? <PasskeyWord /> : <NewPasswordField form={form} />}
    </>
  );
}
