import { useState } from "react";
import type { Answer } from "../answer.ts";
import { withProof } from "../account/prove.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import type { Decision } from "./decisions.ts";
import css from "./decision-dialog.module.css";
import { changeRole, letBack, putOut } from "./people-by-http.ts";
import { A_ROLE, WHAT_A_ROLE_MAY } from "./role-words.ts";

type DecisionDialogProps = {
  decision: Decision;
  /** It is about oneself. */
  isMe: boolean;
  onDone: () => void;
  onClose: () => void;
};

/** The question before something is decided about someone: what will happen, and that it is meant. */
export function DecisionDialog({ decision, isMe, onDone, onClose }: DecisionDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const words = wordsOf(decision, isMe);

  const decide = async () => {
    setBusy(true);
    const answer = await withProof(() => carryOut(decision));
    setBusy(false);
    if (answer.ok) {
      announce(words.done);
      onDone();
    } else setWrong(answer.says);
  };

  return (
    <Dialog title={words.title} onClose={onClose}>
      <DialogText>{words.about}</DialogText>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose} data-begin>
          Cancel
        </Button>
        <Button
          look={decision.what === "put out" ? "danger" : "primary"}
          isBusy={isBusy}
          onClick={() => void decide()}
        >
          {words.button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function carryOut(decision: Decision): Promise<Answer<unknown>> {
  const { id } = decision.person;
  switch (decision.what) {
    case "role":
      return changeRole(id, decision.to);
    case "put out":
      return putOut(id);
    case "let back":
      return letBack(id);
  }
}

type Words = { title: string; about: string; button: string; done: string };

function wordsOf(decision: Decision, isMe: boolean): Words {
  const { name } = decision.person;
  switch (decision.what) {
    case "role": {
      const role = A_ROLE[decision.to];
      const about = WHAT_A_ROLE_MAY[decision.to];
      return isMe
        ? {
            title: `Become ${role}?`,
            about: `${about} You cannot undo this yourself.`,
            button: `Become ${role}`,
            done: `You are ${role} now`,
          }
        : {
            title: `Make ${name} ${role}?`,
            about,
            button: `Make ${role}`,
            done: `${name} is ${role} now`,
          };
    }
    case "put out":
      return {
        title: `Put ${name} out?`,
        about:
          "They are signed out everywhere at once, leave their rooms, and cannot sign in again. Their invites stop working, and so does the one they came by. What they wrote stays. You can let them back in.",
        button: "Put out",
        done: `${name} is out`,
      };
    case "let back":
      return {
        title: `Let ${name} back in?`,
        about:
          "They can sign in again. They are in no room until they join one; a guest needs an invite into one.",
        button: "Let back in",
        done: `${name} may come back`,
      };
  }
}
