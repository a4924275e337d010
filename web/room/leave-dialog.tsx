import { useState } from "react";
import { useLocation } from "wouter";
import type { RoomId } from "#protocol/ids.ts";
import { refreshDirectory } from "../directory/directory.ts";
import { leaveRoom } from "../directory/rooms-by-http.ts";
import { useMay } from "../session/use-may.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import css from "./leave-dialog.module.css";

type LeaveDialogProps = { room: RoomId; name: string; onClose: () => void };

/** Asks before leaving: one click too many must not end a membership. */
export function LeaveDialog({ room, name, onClose }: LeaveDialogProps) {
  const [, goTo] = useLocation();
  const mayReturn = useMay("room.join");
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const leave = async () => {
    setBusy(true);
    const answer = await leaveRoom(room);
    setBusy(false);
    if (answer.ok) {
      onClose();
      goTo(mayReturn ? "/rooms" : "/");
      await refreshDirectory();
    } else {
      setWrong(answer.says);
    }
  };

  return (
    <Dialog title={`Leave ${name}?`} onClose={onClose}>
      <DialogText>
        You will not get its messages any more. You can come back{" "}
        {mayReturn ? "through “Browse rooms”." : "only by another invite."}
      </DialogText>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>Stay</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void leave()}>
          Leave room
        </Button>
      </DialogActions>
    </Dialog>
  );
}
