import { useEffect } from "react";
import { sentenceFor } from "../answer.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { announce } from "../ui/announcer.tsx";
import { actionsText } from "./actions.text.ts";

/** Tells people who listen when something that they wished for was not taken. What was so before they came is not news. */
export function useFailureTold(handle: RoomHandle): void {
  useEffect(() => {
    const told = new Set(failedIn(handle).map(({ id }) => id));
    return handle.view.subscribe(({ changes }, before) => {
      if (changes === before.changes) return;
      for (const { id, wish, code } of failedIn(handle)) {
        if (told.has(id)) continue;
        told.add(id);
        const t = actionsText.get();
        const why = sentenceFor(code);
        announce(wish.type === "message.edit" ? t.editFailed({ why }) : t.changeFailed({ why }));
      }
    });
  }, [handle]);
}

function failedIn(handle: RoomHandle) {
  return handle.view
    .getState()
    .changes.flatMap(({ id, wish, send }) =>
      send.at === "failed" ? [{ id, wish, code: send.code }] : [],
    );
}
