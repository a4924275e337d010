import { MAIL_CODE_DIGITS } from "#protocol/limits.ts";
import type { FormState } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";

type CodeFieldProps = { form: FormState; label: string; hint: string };

/** For the digits out of a mail, or off the page that its link opens. It takes the space between them as well. */
export function CodeField({ form, label, hint }: CodeFieldProps) {
  return (
    <TextField
      label={label}
      name="code"
      required
      maxLength={MAIL_CODE_DIGITS + 4}
      inputMode="numeric"
      autoComplete="one-time-code"
      hint={hint}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone, and this is what there is to do.
      autoFocus
      error={form.errorOf("code_wrong")}
    />
  );
}
