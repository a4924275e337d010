import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { uiText } from "../ui/ui.text.ts";
import { signOutText } from "./sign-out-dialog.text.ts";

/** The last question before this browser forgets who was here. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const u = useText(uiText);
  const t = useText(signOutText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const signOut = async () => {
    setBusy(true);
    const answer = await session.signOut();
    setBusy(false);
    if (!answer.ok) setWrong(answer.says);
  };

  return (
    <Dialog title={t.title} onClose={onClose}>
      <DialogText>{t.about}</DialogText>
      {wrong !== null && <p role="alert">{wrong}</p>}
      <DialogActions>
        <Button onClick={onClose}>{u.cancel}</Button>
        <Button look="primary" isBusy={isBusy} onClick={() => void signOut()}>
          {t.signOut}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
