import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { NewPasswordField } from "../welcome/new-password-field.tsx";
import { changePassword } from "./devices-by-http.ts";

/** A new password for the one that is known. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const form = useForm(async ({ text }) => {
    const answer = await changePassword({ current: text("current"), password: text("password") });
    if (answer.ok) {
      announce("Password changed");
      onClose();
    }
    return answer;
  });
  return (
    <Dialog title="Change password" onClose={onClose}>
      <DialogText>You stay signed in here, and are signed out everywhere else.</DialogText>
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
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            Change password
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
