import { useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { NewPasswordField } from "../welcome/new-password-field.tsx";
import css from "./sections.module.css";
import { RemovalDialog } from "./removal-dialog.tsx";
import { passwordText } from "./ways.text.ts";
import { hasOtherWays, removePassword, setPassword, useWays } from "./ways.ts";

/** A new password for the one that is known, a first one, or none for whoever signs in by other ways. */
export function PasswordSection() {
  const t = useText(passwordText);
  const { data, error } = useWays();
  const [times, setTimes] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const has = data?.password ?? true;

  const removed = () => {
    announce(t.removed);
    // The button that removed it is gone, and the focus must not go with it.
    place.current?.focus();
  };

  return (
    <Section title={t.title} about={has ? t.about : t.aboutNone}>
      <SectionTrouble says={error?.message ?? null} />
      <div ref={place} tabIndex={-1} className={css["list"]}>
        {data === undefined ? (
          error === null && <SkeletonRows rows={2} label={t.loading} />
        ) : (
          <PasswordForm key={`${has} ${times}`} has={has} onChanged={() => setTimes(times + 1)} />
        )}
      </div>
      {data !== undefined && has && hasOtherWays(data) && (
        <div className={css["less"]}>
          <Button look="plain" onClick={() => setAsking(true)}>
            {t.remove}
          </Button>
        </div>
      )}
      {isAsking && (
        <RemovalDialog
          title={t.removeTitle}
          says={t.removeAbout}
          verb={t.remove}
          act={removePassword}
          onDone={removed}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function PasswordForm({ has, onChanged }: { has: boolean; onChanged: () => void }) {
  const t = useText(passwordText);
  const form = useForm(async ({ text }) => {
    const password = text("password");
    const answer = await setPassword(has ? { current: text("current"), password } : { password });
    if (answer.ok) {
      announce(has ? t.changed : t.isSet);
      onChanged();
    }
    return answer;
  });
  return (
    <Form form={form}>
      {has && (
        <PasswordField
          label={t.current}
          name="current"
          required
          autoComplete="current-password"
          error={form.errorOf("password_wrong")}
        />
      )}
      <NewPasswordField form={form} label={t.new} />
      <FormTrouble form={form} />
      <Button type="submit" isBusy={form.isBusy}>
        {has ? t.change : t.set}
      </Button>
    </Form>
  );
}
