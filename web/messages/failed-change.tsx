import { sentenceFor } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { BodyText } from "../timeline/body-text.tsx";
import { tell } from "../ui/tell.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import type { Change, RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { editMessage } from "./edit-message.ts";
import css from "./failed-change.module.css";
import { messageText } from "./message.text.ts";

type FailedEditProps = { handle: RoomHandle; shown: ShownMessage };

/** An edit that was not taken: both texts are there, the message's above and one's own here, and all that can be done. */
export function FailedEdit({ handle, shown }: FailedEditProps) {
  const t = useText(messageText);
  const { edit, event } = shown;
  if (edit?.send.at !== "failed") return null;
  const { id, body, send } = edit;
  // Said again it would only be refused again. The words can be copied.
  const isOver = send.code === "edit_too_late";
  const discard = () => handle.discard(id);
  return (
    <div className={css["edit"]}>
      <div className={css["words"]}>
        <BodyText body={body} isReachable={false} />
      </div>
      <p className={css["why"]}>{t.editFailed({ why: sentenceFor(send.code) })}</p>
      <div className={css["actions"]}>
        {!isOver && (
          <>
            {/* Made from what the message says now: as it was, it would only be refused again. */}
            <Button look="plain" onClick={() => handle.edit(event.seq, body)}>
              {t.retry}
            </Button>
            <Button look="plain" onClick={() => editMessage(handle, shown, { words: body })}>
              {t.edit}
            </Button>
          </>
        )}
        <Button look="plain" onClick={() => void copy(body, t)}>
          {t.copy}
        </Button>
        <Button look="plain" onClick={discard}>
          {t.discard}
        </Button>
      </div>
    </div>
  );
}

async function copy(text: string, t: { copied: string; notCopied: string }): Promise<void> {
  tell((await copyText(text)) ? t.copied : t.notCopied);
}

type FailedChangesProps = { handle: RoomHandle; changes: readonly Change[] };

/** What else was not taken. The message is as it was; this says why, until it is read. */
export function FailedChanges({ handle, changes }: FailedChangesProps) {
  const t = useText(messageText);
  return changes.map(({ id, wish, send }) => {
    if (send.at !== "failed" || wish.type === "message.edit") return null;
    return (
      <p key={id} className={css["line"]}>
        <span>{t.failed(wish.type, { why: sentenceFor(send.code) })}</span>{" "}
        <Button look="plain" onClick={() => handle.discard(id)}>
          {t.dismiss}
        </Button>
      </p>
    );
  });
}
