import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import { dataText } from "./data-section.text.ts";
import css from "./delete-account-dialog.module.css";
import { deleteAccount } from "./own-data-by-http.ts";
import { withProof } from "./prove.ts";

/** The last question before someone is gone for good: it says what goes and what stays, and takes their own name. */
export function DeleteAccountDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useText(dataText);
  const [isDeleted, setDeleted] = useState(false);
  return (
    <Dialog title={isDeleted ? t.deleted : t.deleteTitle} onClose={onClose}>
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
  const u = useText(uiText);
  const t = useText(dataText);
  const [nameWrong, setNameWrong] = useState<string>();
  const form = useForm(async ({ text }) => {
    const isSure = sameName(text("name"), name);
    setNameWrong(isSure ? undefined : t.notYourName);
    if (!isSure) return { ok: true, value: null };
    const answer = await withProof(deleteAccount);
    if (!answer.ok) return answer;
    // Everything of theirs in this browser goes, as with signing out. Without a line that has to wait.
    if (!(await session.signOut()).ok) onDeleted();
    return answer;
  });
  return (
    <>
      <DialogText>{t.noUndo}</DialogText>
      <dl className={css["outcome"]}>
        <div>
          <dt>{t.goes}</dt>
          <dd>{t.goesAbout}</dd>
        </div>
        <div>
          <dt>{t.stays}</dt>
          <dd>{t.staysAbout}</dd>
        </div>
      </dl>
      <Form form={form}>
        <TextField
          label={t.typeName({ name })}
          name="name"
          required
          autoComplete="off"
          error={nameWrong}
        />
        <FormTrouble form={form} />
        <DialogActions>
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="danger" type="submit" isBusy={form.isBusy}>
            {t.delete}
          </Button>
        </DialogActions>
      </Form>
    </>
  );
}

/** The account is gone, and this browser could not be told to forget it. */
function Forgetting() {
  const t = useText(dataText);
  const [isBusy, setBusy] = useState(false);
  const forget = async () => {
    setBusy(true);
    await session.signOut();
    setBusy(false);
  };
  return (
    <>
      <DialogText>{t.stillHeld}</DialogText>
      <DialogActions>
        <Button look="primary" isBusy={isBusy} onClick={() => void forget()}>
          {t.clear}
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
