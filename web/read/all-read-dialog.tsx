import { useState } from "react";
import { directory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogText } from "../ui/dialog.tsx";
import { announce } from "../ui/announcer.tsx";
import { tell } from "../ui/tell.ts";
import { markRoomsRead } from "./mark-rooms-read.ts";
import { readText } from "./read.text.ts";
import { unreadAmong } from "./use-unread.ts";

/** Asks before all that is unread is not any more: one wrong key must not take away where somebody was. */
export function AllReadDialog({ onClose }: { onClose: () => void }) {
  const t = useText(readText);
  const [rooms] = useState(unreadRooms);
  const mark = () => {
    onClose();
    const undo = markRoomsRead(rooms);
    tell(t.allDone(rooms.length), {
      says: t.undo,
      run() {
        undo();
        announce(t.undone);
      },
    });
  };
  return (
    <Dialog title={t.allTitle(rooms.length)} onClose={onClose}>
      <DialogText>{t.allAbout}</DialogText>
      <DialogActions>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look="primary" data-begin onClick={mark}>
          {t.allRead}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function unreadRooms() {
  const joined = (directory.store.getState().data ?? []).filter((room) => room.joined);
  const unread = unreadAmong(joined);
  return joined.filter(({ id }) => unread.has(id));
}
