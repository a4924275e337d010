import { useState } from "react";
import { withProof } from "../account/prove.ts";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { uiText } from "../ui/ui.text.ts";
import { decisionText } from "./decisions.text.ts";
import type { Decision } from "./decisions.ts";
import css from "./decision-dialog.module.css";
import { changeRole, letBack, putOut } from "./people-by-http.ts";

type DecisionDialogProps = {
  decision: Decision;
  /** It is about oneself. */
  isMe: boolean;
  onDone: () => void;
  onClose: () => void;
};

/** The question before something is decided about someone: what will happen, and that it is meant. */
export function DecisionDialog({ decision, isMe, onDone, onClose }: DecisionDialogProps) {
  const u = useText(uiText);
  const t = useText(decisionText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const words = wordsOf(decision, isMe, t);

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
          {u.cancel}
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

function wordsOf(decision: Decision, isMe: boolean, t: ReturnType<typeof decisionText.get>): Words {
  const { name } = decision.person;
  switch (decision.what) {
    case "role": {
      const { to } = decision;
      return isMe
        ? {
            title: t.becomeTitle(to),
            about: `${t.may(to)} ${t.noUndo}`,
            button: t.become(to),
            done: t.youAre(to),
          }
        : {
            title: t.makeTitle(to, { name }),
            about: t.may(to),
            button: t.make(to),
            done: t.isNow(to, { name }),
          };
    }
    case "put out":
      return {
        title: t.putOutTitle({ name }),
        about: t.putOutAbout,
        button: t.putOut,
        done: t.isOut({ name }),
      };
    case "let back":
      return {
        title: t.letBackTitle({ name }),
        about: t.letBackAbout,
        button: t.letBack,
        done: t.mayComeBack({ name }),
      };
  }
}
