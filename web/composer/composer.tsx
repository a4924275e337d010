import {
  Suspense,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { SendIcon } from "../ui/icons.tsx";
import { isTouch } from "../ui/touch.ts";
import css from "./composer.module.css";
import { composerText } from "./composer.text.ts";
import { asksBefore, calledBy, type Called } from "./calls-here.ts";
import { clearDraft, drafts, draftUnder, keepDraft } from "./drafts.ts";
import { asOfNow, isStale } from "./edited-elsewhere.ts";
import { editIn, edits, endEdit, keepEdit } from "./edits.ts";
import { keyOf, type Place } from "../place.ts";
import { remainingIn } from "./remaining.ts";
import { sendKey, sends } from "./send-key.ts";
import { directionFor } from "./text-direction.ts";
import { showTools, tools } from "./tools.ts";
import { wishIn, type Wishes } from "./wishes.ts";
import { bodyOf, sendWritten } from "./written.ts";

// Everything that helps to write, behind the field itself: words can be typed and sent before it is there.
const loadAids = () => import("./aids.tsx");
const Aids = lazyPart(async () => ({ default: (await loadAids()).Aids }));
const Emoji = lazyPart(async () => ({ default: (await loadAids()).Emoji }));
const Tools = lazyPart(async () => ({ default: (await loadAids()).Tools }));
const CallDialog = lazyPart(async () => ({ default: (await loadAids()).CallDialog }));
const DeleteDialog = lazyPart(async () => ({
  default: (await import("./delete-dialog.tsx")).DeleteDialog,
}));

export type ComposerProps = {
  handle: RoomHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Who writes. */
  me: PersonId;
  /** The message under which it is written; undefined: in the room. */
  thread?: number;
  /** What the field is called; undefined: after the room. */
  label?: string;
  /** What can be asked for by "/" and a word. */
  wishes?: Wishes;
  /** What else there is to decide before it is sent, below the field. */
  children?: ReactNode;
};

const NO_WISHES: Wishes = {};

/** Where one writes. Never disabled: what is written without a line is sent when there is one. */
export function Composer(props: ComposerProps) {
  const { handle, field, me, thread, label, wishes = NO_WISHES, children } = props;
  const t = useText(composerText);
  const place = useMemo<Place>(() => ({ room: handle.id, thread }), [handle, thread]);
  const key = keyOf(place);
  const room = useRoomView(handle, (view) => view.room.info?.name);
  const draft = useStore(drafts, (all) => draftUnder(key, all));
  const editing = useStore(edits, (all) => all[key]);
  const chosenKey = useStore(sendKey, ({ chosen }) => chosen);
  const areToolsShown = useStore(tools, ({ areShown }) => areShown);
  const edit = editing === undefined ? editIn(place) : editing;
  const text = edit?.text ?? draft.text;
  const [refused, setRefused] = useState<RefusalCode | null>(null);
  const [isOver, setOver] = useState(false);
  const [called, setCalled] = useState<Called | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const left = useMemo(() => remainingIn(bodyOf(text, handle)), [text, handle]);
  const name = label ?? (room === undefined ? t.message : t.messageIn({ room }));

  useGrowth(field, text);

  useEffect(() => {
    // A finger that opens a room does not ask for the keyboard yet.
    if (!isTouch()) field.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Another room is a new beginning.
  }, [field, handle]);

  // A field that goes with the focus in it does not tell that it has lost it.
  useEffect(() => () => handle.blurred(thread), [handle, thread]);

  /** New words that others will read: no change of what stands there, and nothing that one asks of one's own page. */
  const isForOthers = (written: string) =>
    !(edit && "target" in edit) && !/^\/[a-z]*$/.test(written) && wishIn(written, wishes) === null;

  const write = (written: string) => {
    if (edit) keepEdit(place, edit, written);
    else keepDraft(place, written);
  };

  const stopEditing = () => {
    endEdit(place);
    setRefused(null);
    field.current?.focus();
  };

  const send = (isSure = false) => {
    const wish = edit ? null : wishIn(text, wishes);
    if (wish) {
      clearDraft(place);
      return wish();
    }
    if (text.trim() === "") {
      // A message without words is none.
      if (edit && "target" in edit) setDeleting(true);
      return;
    }
    if (isOver) return;
    if (edit && isStale(edit, handle, me)) return keepEdit(place, asOfNow(edit, handle, me), text);
    const calls = calledBy(bodyOf(text, handle), handle, place, edit);
    if (asksBefore(calls) && !isSure) return setCalled(calls);
    const posted = sendWritten(handle, place, text, edit);
    setRefused(posted.ok ? null : posted.code);
    field.current?.focus();
  };

  return (
    <form
      className={css["composer"]}
      data-thread={thread}
      data-keeps-escape={edit !== null || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {edit && (
        <div className={css["bar"]}>
          <span>{"id" in edit ? t.editingUnsent : t.editing}</span>
          <Button look="plain" onClick={stopEditing}>
            {t.cancel}
          </Button>
        </div>
      )}
      {refused !== null && (
        <p className={css["refused"]} role="alert">
          {t.notSent} {sentenceFor(refused)}
        </p>
      )}
      <Suspense fallback={null}>
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
        {isDeleting && edit && "target" in edit && (
          <DeleteDialog
            onClose={() => setDeleting(false)}
            onDelete={() => {
              handle.remove(edit.target);
              stopEditing();
            }}
          />
        )}
        <Aids
          {...{ handle, field, me, place, text, edit, wishes, left }}
          onRefused={setRefused}
          onOver={setOver}
        />
      </Suspense>
      <div className={css["surface"]}>
        <div className={css["row"]}>
          <textarea
            ref={field}
            className={css["text"]}
            aria-label={name}
            placeholder={name}
            dir={directionFor(text)}
            rows={1}
            enterKeyHint={isTouch() || chosenKey !== "enter" ? "enter" : "send"}
            autoComplete="off"
            value={text}
            onChange={({ target }) => {
              write(target.value);
              handle.typed(isForOthers(target.value) ? target.value : "", thread);
              setRefused(null);
            }}
            onBlur={() => handle.blurred(thread)}
            onKeyDown={(event) => {
              // While an input method composes, Enter chooses a word. Safari says so only by the old key code.
              const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
              // What helps to write hears a key before us.
              if (isComposing || event.defaultPrevented) return;
              const { value, selectionStart } = event.currentTarget;
              const before = value.slice(0, selectionStart);
              if (sends(event, chosenKey, isTouch(), before)) {
                event.preventDefault();
                send();
              } else if (event.key === "Escape" && edit) {
                event.preventDefault();
                stopEditing();
              }
            }}
          />
          {left !== null && (
            <output className={css["left"]} data-over={left < 0 || undefined} title={t.left}>
              {left}
            </output>
          )}
          <div className={css["tools-button"]}>
            <Suspense fallback={null}>
              <Emoji field={field} />
            </Suspense>
            <IconButton
              label={t.formatting}
              aria-expanded={areToolsShown}
              onPointerDown={keepFocus}
              onClick={() => showTools(!areToolsShown)}
            >
              <span className={css["aa"]}>Aa</span>
            </IconButton>
          </div>
          <button
            type="submit"
            className={css["send"]}
            aria-label={edit ? t.save : t.send}
            title={edit ? t.save : t.send}
            aria-disabled={isOver || undefined}
            data-ready={(!isOver && text.trim() !== "") || undefined}
            onPointerDown={keepFocus}
          >
            <SendIcon />
          </button>
        </div>
        {areToolsShown && (
          <Suspense fallback={<div className={css["tools-to-come"]} />}>
            <Tools field={field} />
          </Suspense>
        )}
      </div>
      {children}
    </form>
  );
}

/** A press must not take the focus, or a phone's keyboard would close and open again. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
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
