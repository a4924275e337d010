import { MAX_PASSKEY_NAME_LENGTH } from "#protocol/limits.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { renamePasskey, type Passkey } from "./ways.ts";

/** What its owner calls a passkey: with several, a name is all that tells them apart. */
export function RenamePasskeyDialog({
  passkey,
  onClose,
}: {
  passkey: Passkey;
  onClose: () => void;
}) {
  const form = useForm(async ({ text }) => {
    const answer = await renamePasskey(passkey.id, text("name"));
    if (answer.ok) onClose();
    return answer;
  });
  return (
    <Dialog title="Rename passkey" onClose={onClose}>
      <Form form={form}>
        <TextField
          label="Name"
          name="name"
          required
          maxLength={MAX_PASSKEY_NAME_LENGTH}
          autoComplete="off"
          defaultValue={passkey.name}
          hint="Such as the device that it is on."
          error={form.errorOf("name_invalid")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            Rename
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
