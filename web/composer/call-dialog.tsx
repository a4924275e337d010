import type { Call } from "#protocol/calls.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { callsText } from "./calls.text.ts";

type CallDialogProps = {
  call: Call;
  count: number;
  handle: RoomHandle;
  onClose: () => void;
  onSend: () => void;
};

/** Asks before many people are called. Enter sends; whoever closes it has their text as it was. */
export function CallDialog({ call, count, handle, onClose, onSend }: CallDialogProps) {
  const t = useText(callsText);
  const room = useRoomView(handle, (view) => view.room.info?.name ?? "");
  const [ask, about] = call === "room" ? [t.askRoom, t.aboutRoom] : [t.askHere, t.aboutHere];
  return (
    <Dialog title={ask(count)} onClose={onClose}>
      <DialogText>{about({ room })}</DialogText>
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
        <Button
          look="primary"
          data-begin
          // The key that has asked may still be down.
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          onClick={onSend}
        >
          {t.send}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
