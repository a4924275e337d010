import type { PersonId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { uiText } from "../ui/ui.text.ts";
import { deleteText } from "./delete-dialog.text.ts";
import { MessageInDialog } from "./message-in-dialog.tsx";

type DeleteDialogProps = {
  handle: RoomHandle;
  shown: ShownMessage;
  me: PersonId;
  onClose: () => void;
};

/** Asks before a message is deleted, and shows which: its words are erased everywhere, and nothing brings them back. */
export function DeleteDialog({ handle, shown, me, onClose }: DeleteDialogProps) {
  const t = useText(deleteText);
  const u = useText(uiText);
  return (
    <Dialog title={t.title} onClose={onClose}>
      <DialogText>{shown.event.by === me ? t.about : t.aboutOther}</DialogText>
      <MessageInDialog handle={handle} shown={shown} />
      <DialogActions>
        <Button onClick={onClose}>{u.cancel}</Button>
        <Button
          look="danger"
          data-begin
          onClick={() => {
            handle.remove(shown.event.seq);
            onClose();
          }}
        >
          {t.remove}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
