import * as v from "valibot";
import { askApi } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { PasswordField } from "../ui/text-field.tsx";
import { wanted, type Wanted } from "./prove.ts";

/** Asks for a proof whenever something wants one. Stands once on the page. */
export function ProveDialogs() {
  const now = wanted((state) => state.now);
  return now === null ? null : <ProveDialog want={now} />;
}

function ProveDialog({ want }: { want: Wanted }) {
  const form = useForm(async ({ text }) => {
    const body = { password: text("password") };
    const answer = await askApi("POST", "/api/proof/password", v.unknown(), body);
    if (answer.ok) want.done(true);
    return answer;
  });
  return (
    <Dialog title="Show that it is you" onClose={() => want.done(false)}>
      <DialogText>This changes how you sign in, so it takes more than an open page.</DialogText>
      <Form form={form}>
        <PasswordField
          label="Password"
          name="password"
          required
          autoComplete="current-password"
          error={form.errorOf("password_wrong")}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={() => want.done(false)}>Cancel</Button>
          <Button look="primary" type="submit" isBusy={form.isBusy}>
            Go on
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
