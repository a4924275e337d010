import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { aidsText } from "./aids.text.ts";

type DeleteDialogProps = { onClose: () => void; onDelete: () => void };

/** Asks whoever has taken every word out of a message whether it is to go. */
export function DeleteDialog({ onClose, onDelete }: DeleteDialogProps) {
  const t = useText(aidsText);
  return (
    <Dialog title={t.deleteTitle} onClose={onClose}>
      <DialogText>{t.deleteAbout}</DialogText>
      <DialogActions>
        <Button look="quiet" data-begin onClick={onClose}>
          {t.keep}
        </Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          {t.delete}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
