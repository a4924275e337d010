import { MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { mailText } from "./mail.text.ts";
import { typedEmail } from "./typed-email.ts";

type MailFormProps = {
  ask: (email: string) => Promise<Answer<unknown>>;
  onSent: (email: string) => void;
  /** On the button. */
  says: string;
};

/** An address, and a button that has a mail sent there. */
export function MailForm({ ask, onSent, says }: MailFormProps) {
  const t = useText(mailText);
  const form = useForm(async ({ text }) => {
    const email = text("email").trim();
    const answer = await ask(email);
    if (answer.ok) {
      announce(t.look);
      onSent(email);
    }
    return answer;
  });
  return (
    <Form form={form}>
      <TextField
        label={t.email}
        name="email"
        type="email"
        required
        maxLength={MAX_EMAIL_LENGTH}
        autoComplete="username"
        defaultValue={typedEmail()}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
        autoFocus
        error={form.errorOf("email_invalid")}
      />
      <FormTrouble form={form} />
      <Button look="primary" type="submit" isBusy={form.isBusy}>
        {says}
      </Button>
    </Form>
  );
}
