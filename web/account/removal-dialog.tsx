import { useState } from "react";
import { flushSync } from "react-dom";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { SectionTrouble } from "../ui/section.tsx";
import { uiText } from "../ui/ui.text.ts";

type RemovalProps<T> = {
  title: string;
  says: string;
  /** What the button that does it is called. */
  verb: string;
  act: () => Promise<Answer<T>>;
  /** Called when it is done and the dialog is gone: then what is left can take the focus. */
  onDone: (value: T) => void;
  onClose: () => void;
};

/** The question before something goes that cannot be brought back. */
export function RemovalDialog<T>({ title, says, verb, act, onDone, onClose }: RemovalProps<T>) {
  const u = useText(uiText);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const remove = async () => {
    setBusy(true);
    setWrong(null);
    const answer = await act();
    setBusy(false);
    if (answer.ok) {
      // While a modal stands, nothing behind it can be given the focus.
      flushSync(onClose);
      onDone(answer.value);
    } else setWrong(answer.says);
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <DialogText>{says}</DialogText>
      <SectionTrouble says={wrong} />
      <DialogActions>
        <Button onClick={onClose} data-begin>
          {u.cancel}
        </Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void remove()}>
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
