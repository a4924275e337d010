import { useState } from "react";
import { useLocation } from "wouter";
import type { RoomId } from "#protocol/ids.ts";
import { refreshDirectory } from "../directory/directory.ts";
import { leaveRoom } from "../directory/rooms-by-http.ts";
import { useText } from "../i18n/i18n.ts";
import { useMay } from "../session/use-may.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { roomPath } from "./room-address.ts";
import css from "./leave-dialog.module.css";
import { leaveText } from "./leave-dialog.text.ts";

type LeaveDialogProps = { room: RoomId; name: string; onClose: () => void };

/** Asks before leaving: one click too many must not end a membership. */
export function LeaveDialog({ room, name, onClose }: LeaveDialogProps) {
  const t = useText(leaveText);
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
      // It may have been left from another room.
      if (window.location.pathname.startsWith(roomPath(room))) goTo(mayReturn ? "/rooms" : "/");
      await refreshDirectory();
    } else {
      setWrong(answer.says);
    }
  };

  return (
    <Dialog title={t.title({ room: name })} onClose={onClose}>
      <DialogText>{mayReturn ? t.aboutMember : t.aboutGuest}</DialogText>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t.stay}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void leave()}>
          {t.leave}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
