import { useEffect, useState, type RefObject } from "react";
import type { RefusalCode } from "#protocol/refusals.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { Button } from "../ui/button.tsx";
import css from "./aids.module.css";
import { aidsText } from "./aids.text.ts";
import { CallDialog } from "./call-dialog.tsx";
import { asksBefore, calledBy, type Called } from "./calls-here.ts";
import type { Edit } from "./edits.ts";
import { namesIn } from "./names-here.ts";
import type { Place } from "../place.ts";
import { MAX_PARTS, splitText } from "./split-text.ts";
import { toBody } from "./tokens.ts";
import { sendParts } from "./written.ts";

/** Whoever types on does not wait for their text to be parted at every letter, in ms. */
const SETTLES_AFTER_MS = 250;

type TooLongProps = {
  handle: RoomHandle;
  place: Place;
  text: string;
  edit: Edit | null;
  field: RefObject<HTMLTextAreaElement | null>;
  onRefused: (code: RefusalCode | null) => void;
};

/** What can be done about a text that is no single message: it is sent as several, or it stays. */
export function TooLong({ handle, place, text, edit, field, onRefused }: TooLongProps) {
  const t = useText(aidsText);
  const parts = usePartsOf(text, handle);
  const [called, setCalled] = useState<Called | null>(null);
  // What the room has already is one message, whatever is made of it.
  const canSplit = parts !== null && !(edit && "target" in edit);

  const send = (isSure = false) => {
    // What was typed since the parts were counted goes, too.
    const { body } = toBody(text, namesIn(handle));
    const now = splitText(body);
    if (now === null) return;
    const calls = calledBy(body, handle, place, edit);
    if (asksBefore(calls) && !isSure) return setCalled(calls);
    const posted = sendParts(handle, place, now, edit);
    onRefused(posted.ok ? null : posted.code);
    field.current?.focus();
  };

  return (
    <div className={css["bar"]} role="status">
      <span>{parts === null ? t.tooLongForParts({ count: MAX_PARTS }) : t.tooLong}</span>
      {canSplit && parts !== undefined && (
        <Button look="plain" onClick={() => send()}>
          {t.sendParts(parts.length)}
        </Button>
      )}
      {called && (
        <CallDialog
          {...called}
          handle={handle}
          onClose={() => setCalled(null)}
          onSend={() => {
            setCalled(null);
            send(true);
          }}
        />
      )}
    </div>
  );
}

/** The text in parts; undefined while that is not known. */
function usePartsOf(text: string, handle: RoomHandle): string[] | null | undefined {
  const [parts, setParts] = useState<string[] | null>();
  useEffect(() => {
    const timer = setTimeout(
      () => setParts(splitText(toBody(text, namesIn(handle)).body)),
      SETTLES_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [text, handle]);
  return parts;
}
