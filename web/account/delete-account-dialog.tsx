import { useState } from "react";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import css from "./delete-account-dialog.module.css";
import { deleteAccount } from "./own-data-by-http.ts";
import { withProof } from "./prove.ts";

/** The last question before someone is gone for good: it says what goes and what stays, and takes their own name. */
export function DeleteAccountDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [isDeleted, setDeleted] = useState(false);
  return (
    <Dialog
      title={isDeleted ? "Your account is deleted" : "Delete your account?"}
      onClose={onClose}
    >
      {isDeleted ? (
        <Forgetting />
      ) : (
        <Question name={name} onDeleted={() => setDeleted(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

type QuestionProps = { name: string; onDeleted: () => void; onClose: () => void };

function Question({ name, onDeleted, onClose }: QuestionProps) {
  const [nameWrong, setNameWrong] = useState<string>();
  const form = useForm(async ({ text }) => {
    const isSure = sameName(text("name"), name);
    setNameWrong(isSure ? undefined : "That is not your name. Nothing was deleted.");
    if (!isSure) return { ok: true, value: null };
    const answer = await withProof(deleteAccount);
    if (!answer.ok) return answer;
    // Everything of theirs in this browser goes, as with signing out. Without a line that has to wait.
    if (!(await session.signOut()).ok) onDeleted();
    return answer;
  });
  return (
    <>
      <DialogText>Nobody can undo this. Download your data first if you want it.</DialogText>
      <dl className={css["outcome"]}>
        <div>
          <dt>What goes</dt>
          <dd>
            Your name, profile and address, your ways to sign in, all your devices, and your places
            in rooms.
          </dd>
        </div>
        <div>
          <dt>What stays</dt>
          <dd>What you have written, under “Former member”: others have answered it.</dd>
        </div>
      </dl>
      <Form form={form}>
        <TextField
          label={`Type your name to confirm: ${name}`}
          name="name"
          required
          autoComplete="off"
          error={nameWrong}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" isBusy={form.isBusy}>
            Delete account
          </Button>
        </DialogActions>
      </Form>
    </>
  );
}

/** The account is gone, and this browser could not be told to forget it. */
function Forgetting() {
  const [isBusy, setBusy] = useState(false);
  const forget = async () => {
    setBusy(true);
    await session.signOut();
    setBusy(false);
  };
  return (
    <>
      <DialogText>
        This browser still holds what it kept for you, because the server cannot be reached. Clear
        it when you are online.
      </DialogText>
      <DialogActions>
        <Button look="primary" isBusy={isBusy} onClick={() => void forget()}>
          Clear this browser
        </Button>
      </DialogActions>
    </>
  );
}

/** As people type it: spaces at the ends and letters that are made of two do not matter. */
function sameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
  return plain(typed) === plain(name);
}
