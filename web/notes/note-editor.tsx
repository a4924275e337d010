import type { Editor } from "@tiptap/core";
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { useText } from "../i18n/i18n.ts";
import { useSpokenNames } from "../markup/names.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { allowWriting, createEditor } from "./editor/create-editor.ts";
import { followLook, type EditorLook } from "./editor/editor-look.ts";
import css from "./editor/editor.module.css";
import type { NamesNow } from "./editor/mention-node.ts";
import { keepPlace } from "./editor/kept-place.ts";
import { namingStore } from "./editor/naming.ts";
import { openThread } from "../room/open-beside.ts";
import { tell } from "../ui/tell.ts";
import { sentenceFor } from "../answer.ts";
import { beginThread, quoted, quoteInRoom } from "./passage.ts";
import { followPlace } from "./follow-place.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { NameList } from "./name-list.tsx";
import { NoteBars } from "./note-bars.tsx";
import own from "./note-editor.module.css";
import { NoteToolbar } from "./note-toolbar.tsx";
import { notesText } from "./notes.text.ts";
import type { OpenNote } from "./open-note.ts";
import { useAttention } from "./use-attention.ts";
import { useSoughtMention } from "./use-sought-mention.ts";
import type { StoreApi } from "zustand/vanilla";

type NoteEditorProps = {
  note: OpenNote;
  handle: RoomHandle;
  me: string;
  label: string;
  isEditable: boolean;
  trouble: ReactNode;
  /** Whether whoever has opened the note begins to write at once; asked when one can. */
  isBegun: () => boolean;
  /** The keyboard goes back to the page. */
  onLeave: () => void;
};

type Made = { editor: Editor; look: StoreApi<EditorLook> };

/** Where the note is read and written, with its tools above it; on a phone below, over the keyboard. */
export function NoteEditor(props: NoteEditorProps) {
  const { note, handle, me, label, isEditable, trouble, isBegun, onLeave } = props;
  const t = useText(notesText);
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const isAttended = useAttention(frame);
  const [made, setMade] = useState<Made | null>(null);
  const [isLinking, setLinking] = useState(false);
  const spoken = useSpokenNames();
  const [names] = useState(() => createStore<NamesNow>(() => ({ names: spoken, me })));
  useEffect(() => names.setState({ names: spoken, me }), [names, spoken, me]);
  const [naming] = useState(namingStore);
  const latest = useRef({ isBegun, onLeave, t, label, isEditable });
  useEffect(() => {
    latest.current = { isBegun, onLeave, t, label, isEditable };
  });

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const editor = createEditor({
      element,
      fragment: note.fragment,
      undo: note.undo,
      awareness: note.awareness,
      names,
      naming,
      label: latest.current.label,
      isEditable: latest.current.isEditable,
      // A word before it would have a direction of its own, and turn the list around.
      boxLabel: (text) => (text === "" ? latest.current.t.emptyBox : text),
      leave: () => latest.current.onLeave(),
      askForLink: () => setLinking(true),
      toTools: () => toolsIn(frame.current)?.focus(),
    });
    const leave = keepPlace(note.left, editor, element.parentElement ?? element);
    const begins = latest.current.isEditable && latest.current.isBegun();
    // Whoever was here before goes on where they were.
    if (begins) editor.commands.focus(note.left.place ? null : "start", { scrollIntoView: false });
    setMade({ editor, look: followLook(editor) });
    return () => {
      leave();
      setMade(null);
      editor.destroy();
    };
  }, [note, names, naming]);

  useSoughtMention(made?.editor ?? null);
  useEffect(() => {
    if (made) allowWriting(made.editor, label, isEditable);
  }, [made, label, isEditable]);

  const quote = async (as: "draft" | "thread") => {
    if (!made) return;
    const passage = await quoted(made.editor, handle, spoken);
    if (!passage.ok) return tell(passage.says);
    if (as === "draft") return quoteInRoom(handle, passage.text);
    const refused = beginThread(made.editor, note, handle, passage.text);
    if (refused !== null) tell(sentenceFor(refused));
  };

  return (
    <div ref={frame} className={own["note"]}>
      {made && isEditable && (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Keys of the tools, on their way up.
        <div
          className={own["tools"]}
          data-keeps-escape
          onKeyDown={(event) => toText(event, made.editor)}
        >
          <NoteToolbar
            editor={made.editor}
            look={made.look}
            onLink={() => setLinking(true)}
            onQuote={(as) => void quote(as)}
          />
        </div>
      )}
      {trouble}
      <div ref={scroller} className={own["scroller"]}>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Links are reached by keys in the bar beside them. */}
        <div
          ref={place}
          className={css["frame"]}
          onClick={(event) => follow(event, handle, isEditable)}
        >
          {made && <Hint look={made.look} isEditable={isEditable} />}
        </div>
      </div>
      {made && isEditable && isAttended && (
        <NoteBars
          {...made}
          scroller={scroller}
          onLink={() => setLinking(true)}
          onQuote={(as) => void quote(as)}
          onThread={(seq) => openThread(handle.id, seq)}
        />
      )}
      {made && isEditable && <NameList editor={made.editor} {...{ handle, me, naming }} />}
      {made && isLinking && <LinkDialog editor={made.editor} onClose={() => setLinking(false)} />}
    </div>
  );
}

function Hint({ look, isEditable }: { look: StoreApi<EditorLook>; isEditable: boolean }) {
  const t = useText(notesText);
  const isEmpty = useStore(
    look,
    (now) => now.isEmpty && now.style === "text" && now.on.length === 0,
  );
  return isEmpty ? <p className={css["hint"]}>{isEditable ? t.hint : t.hintForReaders}</p> : null;
}

/** What is beside the words goes before what stands over all of them. */
function toolsIn(frame: HTMLElement | null): HTMLElement | null {
  const reached = ":is(a, button):not([tabindex='-1'])";
  return (
    frame?.querySelector<HTMLElement>(`[data-floating] ${reached}`) ??
    frame?.querySelector<HTMLElement>(`[role="toolbar"] ${reached}`) ??
    null
  );
}

/** From the tools, Escape leads back to the text; from a menu of theirs, to them. */
function toText(event: KeyboardEvent, editor: Editor): void {
  const isInMenu = event.target instanceof Element && event.target.closest("[popover]") !== null;
  if (event.key !== "Escape" || isInMenu) return;
  event.preventDefault();
  editor.commands.focus();
}

/** Where one reads, a press follows a link. Where one writes, it sets the cursor, unless Ctrl or ⌘ is held. */
function follow(event: MouseEvent, handle: RoomHandle, isEditable: boolean): void {
  const passage =
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-comment]") : null;
  const seq = Number(passage?.dataset["comment"]);
  if (seq > 0 && !isEditable && window.getSelection()?.isCollapsed)
    return openThread(handle.id, seq);
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href) return;
  if (followPlace(event, link)) return;
  if (isEditable && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener,noreferrer");
  } else if (isEditable) event.preventDefault();
}
