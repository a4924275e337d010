import { Suspense, useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { useMay } from "../session/use-may.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { closeBeside } from "../room/open-beside.ts";
import { usePhone, useRoomy } from "../shell/widths.ts";
import { announce } from "../ui/announcer.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import { withQueries } from "../with-queries.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { NoteEditor } from "./note-editor.tsx";
import { noteOf, showNote } from "./note-home.ts";
import { NarrowIcon, WidenIcon } from "./note-icons.tsx";
import css from "./note-panel.module.css";
import { NoteMenu } from "./note-menu.tsx";
import { NotePeople } from "./note-people.tsx";
import { statusOf, type NoteStatus } from "./note-status.ts";
import { notesText } from "./notes.text.ts";
import type { OpenNote } from "./open-note.ts";
import { widenNote, wideNotes } from "./note-width.ts";
import { useBegun } from "./use-begun.ts";
import { useNoteSeen } from "./use-note-seen.ts";
import { useSeen } from "./use-seen.ts";
import { useUntouched } from "./use-untouched.ts";

const NoteHistory = lazyPart(async () => {
  const { NoteHistory: component } = await import("./history/note-history.tsx");
  return withQueries(component);
});
const NoteVersion = lazyPart(async () => {
  const { NoteVersion: component } = await import("./history/note-version.tsx");
  return withQueries(component);
});

type NotePanelProps = { handle: RoomHandle; me: SignedInPerson };

/** A room's note, beside what is said in it or in its place. */
export function NotePanel({ handle, me, version }: NotePanelProps & { version: string }) {
  const note = useMemo(() => noteOf(handle.id), [handle]);
  useEffect(() => showNote(handle.id), [handle]);
  useNoteSeen(handle.id, version === "");
  const mayWrite = useMay("note.write");
  if (version === "history") {
    return (
      <Suspense fallback={null}>
        <NoteHistory handle={handle} />
      </Suspense>
    );
  }
  if (version !== "") {
    return (
      <Suspense fallback={null}>
        <NoteVersion key={version} handle={handle} note={note} id={version} mayWrite={mayWrite} />
      </Suspense>
    );
  }
  return <ShownNote key={handle.id} handle={handle} me={me} note={note} />;
}

/** A note that is open, and what can be said of it. */
export function ShownNote({ handle, me, note }: NotePanelProps & { note: OpenNote }) {
  const t = useText(notesText);
  const panel = useRef<HTMLElement>(null);
  const cameFrom = useRef<HTMLElement>(null);
  const isBegun = useBegun();
  const room = useRoomView(handle, (view) => view.room.info?.name ?? "");
  const facts = useStore(note.facts);
  const mayWrite = useMay("note.write");
  const status = statusOf(facts);
  useSeen(handle.id, note);
  useTold(status);
  const isPhone = usePhone();
  // On a phone it is a page of its own, and nothing is wide.
  const isWide = useStore(wideNotes, ({ rooms }) => rooms.includes(handle.id)) && !isPhone;
  const isUntouched = useUntouched(note);
  const says = status === "saved" && isUntouched ? "" : t.status(status);
  return (
    <SidePanel
      title={t.title}
      note={CALM.includes(status) ? says : ""}
      closes={t.close}
      onClose={closeBeside}
      panel={panel}
      cameFrom={cameFrom}
      isWide={isWide}
      isWhole
      actions={
        <>
          <NotePeople awareness={note.awareness} me={me.id} />
          <NoteMenu note={note} handle={handle} />
          {!isPhone && (
            <WidthButton isWide={isWide} onChange={(wished) => widenNote(handle.id, wished)} />
          )}
        </>
      }
    >
      {status === "gone" ? (
        <EmptyState title={t.gone}>{t.goneAbout}</EmptyState>
      ) : facts.isHeld ? (
        <NoteEditor
          note={note}
          handle={handle}
          me={me.id}
          label={t.label({ room })}
          isEditable={(facts.line.mayWrite ?? mayWrite) && facts.line.connection.at !== "closed"}
          trouble={<Trouble status={status} />}
          isBegun={isBegun}
          onLeave={() => goBack(cameFrom.current, panel.current)}
        />
      ) : facts.line.connection.at === "offline" ? (
        <EmptyState title={t.notHere}>{t.notHereAbout}</EmptyState>
      ) : (
        <SkeletonRows rows={4} label={t.loading} />
      )}
    </SidePanel>
  );
}

/** Where all is covered, the way back is said in words. */
function WidthButton({
  isWide,
  onChange,
}: {
  isWide: boolean;
  onChange: (wished: boolean) => void;
}) {
  const t = useText(notesText);
  const isRoomy = useRoomy();
  if (isWide && !isRoomy) {
    return (
      <span className={css["talk"]}>
        <Button onClick={() => onChange(false)}>{t.showTalk}</Button>
      </span>
    );
  }
  return (
    <IconButton label={isWide ? t.narrow : t.widen} onClick={() => onChange(!isWide)}>
      {isWide ? <NarrowIcon /> : <WidenIcon />}
    </IconButton>
  );
}

/** To what had the keyboard before; where that is gone or covered, to the panel's title. */
function goBack(cameFrom: HTMLElement | null, panel: HTMLElement | null): void {
  cameFrom?.focus();
  if (cameFrom === null || document.activeElement !== cameFrom)
    panel?.querySelector<HTMLElement>("h2")?.focus();
}

/** What is to be known stands in a line of its own; that all is well, beside the title. */
const CALM: readonly NoteStatus[] = ["connecting", "saved", "saving", "reading"];

function Trouble({ status }: { status: NoteStatus }) {
  const t = useText(notesText);
  if (CALM.includes(status)) return null;
  return (
    <p className={css["trouble"]} data-is={status}>
      {t.status(status)}
    </p>
  );
}

/** What somebody has to know is said aloud; that all is saved only after that. */
function useTold(status: NoteStatus): void {
  const t = useText(notesText);
  const wasTrouble = useRef(false);
  const says = useMemo(() => t.status(status), [t, status]);
  useEffect(() => {
    const isCalm = CALM.includes(status);
    if (!isCalm || (wasTrouble.current && status === "saved")) announce(says);
    if (status !== "saving" && status !== "connecting") wasTrouble.current = !isCalm;
  }, [status, says]);
}
