import { useEffect, type RefObject } from "react";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { OtherDrafts } from "../drafts/other-drafts.tsx";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { announce } from "../ui/announcer.tsx";
import { aidsText } from "./aids.text.ts";
import { apply } from "./change.ts";
import { CallNote } from "./call-note.tsx";
import { ChangedElsewhere } from "./changed-elsewhere.tsx";
import { Completion } from "./completion.tsx";
import { composerText } from "./composer.text.ts";
import { keepReply } from "./drafts.ts";
import { EditEnd } from "./edit-end.tsx";
import { editLast } from "./edit-last.ts";
import { tellEdit, type Edit } from "./edits.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { isComposing, useFieldEvent } from "./field-events.ts";
import { format, toolOf } from "./format-tools.ts";
import { isInCode } from "./in-code.ts";
import { continueLine } from "./lines.ts";
import { beforePaste } from "./paste.ts";
import { keyOf, type Place } from "../place.ts";
import { Preview } from "./preview.tsx";
import { ReplyBar } from "./reply-bar.tsx";
import { TooLong } from "./too-long.tsx";
import { Toolbar } from "./toolbar.tsx";
import { togglePreview, tools } from "./tools.ts";
import type { Wishes } from "./wishes.ts";

export { CallDialog } from "./call-dialog.tsx";

type AidsProps = {
  handle: RoomHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  me: PersonId;
  place: Place;
  text: string;
  edit: Edit | null;
  wishes: Wishes;
  /** Characters left, where that matters. */
  left: number | null;
  onRefused: (code: RefusalCode | null) => void;
  /** Hears whether the time to edit the message is over. */
  onOver: (isOver: boolean) => void;
};

/** All that helps to write and stands above the field; and the keys that do more than type. */
export function Aids(props: AidsProps) {
  const { handle, field, me, place, text, edit, wishes, left, onRefused, onOver } = props;
  const isPreviewing = useStore(tools, (state) => state.isPreviewing);
  useTold();
  useEffect(() => {
    if (edit) tellEdit(place, edit);
  }, [place, edit]);
  useFieldEvent(field, "paste", beforePaste);
  useFieldEvent(field, "beforeinput", goOnWithLine);
  return (
    <div data-aids>
      {/* It hears the keys first: while it offers something, they are about that. */}
      <Completion {...{ handle, field, me, place, edit, wishes }} />
      <Shortcuts {...{ handle, field, me, place }} isReply={edit === null} />
      {edit && <ChangedElsewhere {...{ handle, edit, me }} />}
      {edit && <EditEnd {...{ handle, place, edit, field, onOver }} />}
      {edit === null && <OtherDrafts key={keyOf(place)} {...{ place, field }} />}
      {edit === null && <ReplyBar {...{ handle, place, field }} />}
      {isPreviewing && <Preview {...{ text, handle }} />}
      <CallNote {...{ handle, place, text, edit }} />
      {left !== null && left < 0 && (
        <TooLong {...{ handle, place, text, edit, field, onRefused }} />
      )}
    </div>
  );
}

/** The button beside the one for tools. */
export function Emoji({ field }: Pick<AidsProps, "field">) {
  return <EmojiButton field={field} />;
}

/** The row of tools under the field. */
export function Tools({ field }: Pick<AidsProps, "field">) {
  return <Toolbar field={field} />;
}

type ShortcutsProps = Pick<AidsProps, "handle" | "field" | "me" | "place"> & { isReply: boolean };

function Shortcuts({ handle, field, me, place, isReply }: ShortcutsProps) {
  const t = useText(composerText);
  useFieldEvent(field, "keydown", (event, element) => {
    if (event.defaultPrevented || isComposing(event)) return;
    const tool = toolOf(event);
    if (tool !== null) {
      event.preventDefault();
      if (tool === "preview") togglePreview();
      else format(element, tool);
    } else if (event.key === "Escape" && isReply) {
      keepReply(place, undefined);
    } else if (event.key === "ArrowUp" && isReply && element.value === "" && isBare(event)) {
      if (!editLast(handle, place, me)) return;
      event.preventDefault();
      announce(t.editing);
    }
  });
  return null;
}

function isBare({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && !shiftKey;
}

/** A new line in a list or a quote goes on with it. In code a "-" is only a sign. */
function goOnWithLine(event: InputEvent, field: HTMLTextAreaElement): void {
  if (event.inputType !== "insertLineBreak" || event.isComposing) return;
  if (isInCode(field.value.slice(0, field.selectionStart))) return;
  const change = continueLine(field.value, field.selectionStart, field.selectionEnd);
  if (change === null) return;
  event.preventDefault();
  apply(field, change);
}

function useTold(): void {
  const t = useText(aidsText);
  useEffect(
    () =>
      tools.subscribe((now, before) => {
        if (now.isPreviewing === before.isPreviewing) return;
        announce(now.isPreviewing ? t.previewShown : t.previewHidden);
      }),
    [t],
  );
}
