import { keepReply } from "../composer/drafts.ts";
import { leaveEdit } from "../composer/edits.ts";
import { namesIn } from "../composer/names-here.ts";
import type { Place } from "../place.ts";
import { toText } from "../composer/tokens.ts";
import { markUnreadFrom } from "../read/marks.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { saveMessage } from "../saved/save-message.ts";
import { openThread } from "../room/open-beside.ts";
import { announce } from "../ui/announcer.tsx";
import { tell } from "../ui/tell.ts";
import { copyText } from "../ui/copy-text.ts";
import { actionsText } from "./actions.text.ts";
import type { Deed } from "./deeds.ts";
import { editMessage, focusComposer } from "./edit-message.ts";
import { messageLink } from "./message-link.ts";

/** What needs nothing more to be asked. */
export type SimpleDeed = Exclude<Deed, "react" | "remove" | "forward">;

type Target = { handle: RoomHandle; shown: ShownMessage; place: Place };

export function doDeed(deed: SimpleDeed, { handle, shown, place }: Target): void {
  const { seq } = shown.event;
  const t = actionsText.get();
  switch (deed) {
    case "reply":
      leaveEdit(place);
      keepReply(place, seq);
      return focusComposer(place);
    case "thread":
      return openThread(handle.id, seq);
    case "edit":
      return editMessage(handle, shown, { place });
    case "pin":
      return handle.pin(seq, true);
    case "unpin":
      return handle.pin(seq, false);
    case "save":
      return saveMessage(handle.id, seq, true);
    case "unsave":
      return saveMessage(handle.id, seq, false);
    case "unread":
      markUnreadFrom(handle.id, seq, place.thread);
      return announce(t.markedUnread);
    case "copyText":
      return void copy(toText(shown.body, namesIn(handle)), t.textCopied);
    case "copyLink":
      return void copy(messageLink(handle.id, seq), t.linkCopied);
  }
}

async function copy(text: string, done: string): Promise<void> {
  tell((await copyText(text)) ? done : actionsText.get().notCopied);
}
