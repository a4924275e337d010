import { useState } from "react";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";

/** The last question before this browser forgets who was here. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const signOut = async () => {
    setBusy(true);
    const answer = await session.signOut();
    setBusy(false);
    if (!answer.ok) setWrong(answer.says);
  };

  return (
    <Dialog title="Sign out?" onClose={onClose}>
      <DialogText>
        What this browser keeps for you is deleted, with messages that were not sent yet and drafts.
        Your rooms stay as they are.
      </DialogText>
      {wrong !== null && <p role="alert">{wrong}</p>}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" isBusy={isBusy} onClick={() => void signOut()}>
          Sign out
        </Button>
      </DialogActions>
    </Dialog>
  );
}
