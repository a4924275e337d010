import { MAX_PASSKEY_NAME_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import { passkeysText } from "./ways.text.ts";
import { renamePasskey, type Passkey } from "./ways.ts";

/** What its owner calls a passkey: with several, a name is all that tells them apart. */
export function RenamePasskeyDialog({
  passkey,
  onClose,
}: {
  passkey: Passkey;
  onClose: () => void;
}) {
  const u = useText(uiText);
  const t = useText(passkeysText);
  const form = useForm(async ({ text }) => {
    const answer = await renamePasskey(passkey.id, text("name"));
    if (answer.ok) onClose();
    return answer;
  });
  return (
    <Dialog title={t.renameTitle} onClose={onClose}>
      <Form form={form}>
        <TextField
          label={t.name}
          name="name"
          required
          maxLength={MAX_PASSKEY_NAME_LENGTH}
          autoComplete="off"
          defaultValue={passkey.name}
          hint={t.nameHint}
          error={form.errorOf("name_invalid")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            {t.rename}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
