import { useState } from "react";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { Section } from "../ui/section.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { NewPasswordField } from "../welcome/new-password-field.tsx";
import { changePassword } from "./devices-by-http.ts";
import { withProof } from "./prove.ts";

/** A new password for the one that is known. */
export function PasswordSection() {
  const [times, setTimes] = useState(0);
  return (
    <Section
      title="Password"
      about="A new password signs you out everywhere else. Here you stay signed in."
    >
      <PasswordForm key={times} onChanged={() => setTimes(times + 1)} />
    </Section>
  );
}

function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const form = useForm(async ({ text }) => {
    const change = { current: text("current"), password: text("password") };
    const answer = await withProof(() => changePassword(change));
    if (answer.ok) {
      announce("Password changed");
      onChanged();
    }
    return answer;
  });
  return (
    <Form form={form}>
      <PasswordField
        label="Current password"
        name="current"
        required
        autoComplete="current-password"
        error={form.errorOf("password_wrong")}
      />
      <NewPasswordField form={form} label="New password" />
      <FormTrouble form={form} />
      <Button type="submit" isBusy={form.isBusy}>
        Change password
      </Button>
    </Form>
  );
}
