import { MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import { askToChange } from "../welcome/mail-by-http.ts";
import { emailText } from "./email-section.text.ts";
import css from "./sections.module.css";
import { withProof } from "./prove.ts";

type ChangeAddressProps = { onSent: (email: string) => void; onCancel: () => void };

/** Another address. It is taken when it has answered, and the old one is told. */
export function ChangeAddress({ onSent, onCancel }: ChangeAddressProps) {
  const u = useText(uiText);
  const t = useText(emailText);
  const form = useForm(async ({ text }) => {
    const email = text("email").trim();
    const answer = await withProof(() => askToChange(email));
    if (answer.ok) onSent(email);
    return answer;
  });
  return (
    <Form form={form}>
      <TextField
        label={t.new}
        name="email"
        type="email"
        required
        maxLength={MAX_EMAIL_LENGTH}
        autoComplete="email"
        hint={t.newHint}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- It was asked for a moment ago.
        autoFocus
        error={form.errorOf("email_invalid")}
      />
      <FormTrouble form={form} />
      <div className={css["pair"]}>
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {t.send}
        </Button>
        <Button onClick={onCancel}>{u.cancel}</Button>
      </div>
    </Form>
  );
}
