import { useState } from "react";
import { MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import css from "./recovery-sign-in.module.css";
import { signInText } from "./sign-in.text.ts";

/** The last way to sign in, for whoever has lost the others. */
export function RecoverySignIn() {
  const t = useText(signInText);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css["way"]}>
      <Button look="plain" onClick={() => setOpen(true)}>
        {t.useRecovery}
      </Button>
      {isOpen && <RecoveryDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function RecoveryDialog({ onClose }: { onClose: () => void }) {
  const u = useText(uiText);
  const t = useText(signInText);
  const form = useForm(({ text }) =>
    session.enter("/api/session/recovery", { email: text("email"), code: text("code") }),
  );
  return (
    <Dialog title={t.useRecovery} onClose={onClose}>
      <DialogText>{t.recoveryAbout}</DialogText>
      <Form form={form}>
        <TextField
          label={t.email}
          name="email"
          type="email"
          required
          maxLength={MAX_EMAIL_LENGTH}
          autoComplete="email"
          error={form.errorOf("email_invalid")}
        />
        <TextField
          label={t.recoveryCode}
          name="code"
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          hint={t.recoveryHint({ example: "7q2m-x0hk-9d3v-tz4c" })}
          error={form.errorOf("recovery_failed")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            {t.signIn}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
