import { useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { useStore } from "zustand";
import type { RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { Button } from "../ui/button.tsx";
import { SendIcon } from "../ui/icons.tsx";
import { isTouch } from "../ui/touch.ts";
import css from "./composer.module.css";
import { draftIn, drafts, keepDraft } from "./drafts.ts";
import { editIn, edits, endEdit, keepEdit } from "./edits.ts";
import { remainingIn } from "./remaining.ts";

type ComposerProps = { handle: RoomHandle; field: RefObject<HTMLTextAreaElement | null> };

/** Where one writes. Never disabled: what is written without a line is sent when there is one. */
export function Composer({ handle, field }: ComposerProps) {
  const room = useRoomView(handle, (view) => view.room.info?.name);
  const kept = useStore(drafts, (all) => all[handle.id]);
  const editing = useStore(edits, (all) => all[handle.id]);
  const edit = editing === undefined ? editIn(handle.id) : editing;
  const text = edit?.text ?? kept ?? draftIn(handle.id);
  const [refused, setRefused] = useState<RefusalCode | null>(null);
  const left = remainingIn(text);
  const label = room === undefined ? "Message" : `Message ${room}`;

  useGrowth(field, text);

  useEffect(() => {
    // A finger that opens a room does not ask for the keyboard yet.
    if (!isTouch()) field.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Another room is a new beginning.
  }, [field, handle]);

  const write = (written: string) => {
    if (edit) keepEdit(handle.id, edit, written);
    else keepDraft(handle.id, written);
  };

  const stopEditing = () => {
    endEdit(handle.id);
    setRefused(null);
    field.current?.focus();
  };

  const send = () => {
    if (text.trim() === "") return;
    const posted = handle.post(text, edit?.id);
    if (posted.ok) {
      if (edit) endEdit(handle.id);
      else keepDraft(handle.id, "");
      setRefused(null);
    } else {
      setRefused(posted.code);
    }
    field.current?.focus();
  };

  return (
    <form
      className={css["composer"]}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {edit && (
        <div className={css["editing"]}>
          <span>Editing a message that was not sent</span>
          <Button look="plain" onClick={stopEditing}>
            Cancel
          </Button>
        </div>
      )}
      {refused !== null && (
        <p className={css["refused"]} role="alert">
          Not sent. {sentenceFor(refused)}
        </p>
      )}
      <div className={css["surface"]}>
        <textarea
          ref={field}
          className={css["text"]}
          aria-label={label}
          placeholder={label}
          dir="auto"
          rows={1}
          enterKeyHint={isTouch() ? "enter" : "send"}
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            write(target.value);
            handle.typed(target.value);
            setRefused(null);
          }}
          onBlur={() => handle.blurred()}
          onKeyDown={(event) => {
            // While an input method composes, Enter chooses a word. Safari says so only by the old key code.
            const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
            if (event.key === "Enter" && !event.shiftKey && !isComposing && !isTouch()) {
              event.preventDefault();
              send();
            } else if (event.key === "Escape" && edit && !isComposing) {
              event.preventDefault();
              stopEditing();
            }
          }}
        />
        {left !== null && (
          <output className={css["left"]} data-over={left < 0 || undefined} title="Characters left">
            {left}
          </output>
        )}
        <button
          type="submit"
          className={css["send"]}
          aria-label="Send"
          title="Send"
          data-ready={text.trim() !== "" || undefined}
          // A press must not take the focus, or a phone's keyboard would close and open again.
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

/** Browsers that size a field by its content do it alone; for the others it is measured. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (field.current && !CSS.supports("field-sizing", "content")) fit(field.current);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- A changed text is what makes it grow.
  }, [field, text]);
}

function fit(element: HTMLTextAreaElement): void {
  element.style.blockSize = "auto";
  element.style.blockSize = `${element.scrollHeight}px`;
}
