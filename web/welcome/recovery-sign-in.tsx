import { useState } from "react";
import { MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import css from "./recovery-sign-in.module.css";

/** The last way to sign in, for whoever has lost the others. */
export function RecoverySignIn() {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css["way"]}>
      <Button look="plain" onClick={() => setOpen(true)}>
        Use a recovery code
      </Button>
      {isOpen && <RecoveryDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function RecoveryDialog({ onClose }: { onClose: () => void }) {
  const form = useForm(({ text }) =>
    session.enter("/api/session/recovery", { email: text("email"), code: text("code") }),
  );
  return (
    <Dialog title="Use a recovery code" onClose={onClose}>
      <DialogText>
        One of the ten codes that you have kept. Each signs you in once; then set up another way.
      </DialogText>
      <Form form={form}>
        <TextField
          label="Email"
          name="email"
          type="email"
          required
          maxLength={MAX_EMAIL_LENGTH}
          autoComplete="email"
          error={form.errorOf("email_invalid")}
        />
        <TextField
          label="Recovery code"
          name="code"
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          hint="Such as 7q2m-x0hk-9d3v-tz4c."
          error={form.errorOf("recovery_failed")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            Sign in
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
