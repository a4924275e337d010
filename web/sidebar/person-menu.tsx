import { useState } from "react";
import { session } from "../session/session.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { ChevronIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import css from "./person-menu.module.css";

/** Oneself: who one is here, and the way out. */
export function PersonMenu({ person }: { person: SignedInPerson }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Menu look="row" label="You" items={[{ says: "Sign out", onChoose: () => setAsking(true) }]}>
        <Avatar id={person.id} name={person.name} size="small" />
        <bdi className={css["name"]}>{person.name}</bdi>
        <span className="only-heard">, your menu</span>
        <span className={css["chevron"]}>
          <ChevronIcon size={16} />
        </span>
      </Menu>
      {isAsking && <SignOutDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function SignOutDialog({ onClose }: { onClose: () => void }) {
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
