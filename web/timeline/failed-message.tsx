import type { StoreValue } from "nanostores";
import { ID_TOO_OLD_MS } from "#protocol/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import type { Pending } from "../room/room-view.ts";
import { tell } from "../ui/tell.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./message-row.module.css";
import type { PendingActions } from "./pending-row.tsx";
import { failedMessageText } from "./failed-message.text.ts";
import { useToday } from "./use-today.ts";

type FailedMessageProps = { pending: Pending; code: RefusalCode; actions: PendingActions };

/** Why a message was not accepted, and everything that can be done about it. */
export function FailedMessage({ pending, code, actions }: FailedMessageProps) {
  const t = useText(failedMessageText);
  const today = useToday();
  return (
    <>
      <p className={css["failed"]}>{tellFailure(code, pending.writtenAt, today, t)}</p>
      <div className={css["actions"]}>
        {!isAboutText(code) && (
          <Button look="plain" onClick={() => actions.retry(pending.id)}>
            {code === "id_stale" ? t.send : t.retry}
          </Button>
        )}
        <Button look="plain" onClick={() => actions.edit(pending)}>
          {t.edit}
        </Button>
        <Button look="plain" onClick={() => void copy(pending.body)}>
          {t.copy}
        </Button>
        <Button look="plain" onClick={() => actions.discard(pending.id)}>
          {t.remove}
        </Button>
      </div>
    </>
  );
}

const ABOUT_TEXT: readonly RefusalCode[] = [
  "body_empty",
  "body_too_long",
  "body_unreadable",
  "frame_too_large",
];

/** Whether the text itself is what is wrong: then trying again as it is would only be refused again. */
function isAboutText(code: RefusalCode): boolean {
  return ABOUT_TEXT.includes(code);
}

const DAY_MS = 24 * 60 * 60_000;

/** `today` is the beginning of the day, in ms since epoch. */
export function tellFailure(
  code: RefusalCode,
  writtenAt: number,
  today: number,
  t: StoreValue<typeof failedMessageText>,
): string {
  if (code !== "id_stale") return t.failed({ why: sentenceFor(code) });
  const isOld = today + DAY_MS - writtenAt >= ID_TOO_OLD_MS;
  // The room goes by its own clock. A message that this device takes for a new one has met a wrong clock.
  if (!isOld) return t.wrongClock;
  const days = Math.round((today - new Date(writtenAt).setHours(0, 0, 0, 0)) / DAY_MS);
  return t.old(days);
}

async function copy(text: string): Promise<void> {
  const isCopied = await copyText(text);
  const { copied, notCopied } = failedMessageText.get();
  tell(isCopied ? copied : notCopied);
}
