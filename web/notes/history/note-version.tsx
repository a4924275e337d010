import { useQuery } from "@tanstack/react-query";
import { yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import { useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import { createStore } from "zustand/vanilla";
import { useText } from "../../i18n/i18n.ts";
import { useSpokenNames } from "../../markup/names.ts";
import { queryClient, valueOf } from "../../query-client.ts";
import { closeBeside, openNote } from "../../room/open-beside.ts";
import type { RoomHandle } from "../../room/room-view.ts";
import { useToday } from "../../timeline/use-today.ts";
import { tell } from "../../ui/tell.ts";
import { Button } from "../../ui/button.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import editor from "../editor/editor.module.css";
import type { NamesNow } from "../editor/mention-node.ts";
import { followPlace } from "../follow-place.ts";
import { noteSchema } from "../note-schema.ts";
import type { OpenNote } from "../open-note.ts";
import { creditsIn } from "./credits-in.ts";
import { createViewer } from "./create-viewer.ts";
import css from "./history.module.css";
import { huesFor } from "./hues-for.ts";
import { historyText } from "./history.text.ts";
import { documentOf, restore } from "./restore.ts";
import { toldWhen } from "./told-when.ts";
import { fetchVersion, holdVersion, listVersions, type History } from "./versions-by-http.ts";

type NoteVersionProps = {
  handle: RoomHandle;
  note: OpenNote;
  id: string;
  /** Whether the note can be changed by whoever looks. */
  mayWrite: boolean;
};

/** The note as it was, with who wrote what. */
export function NoteVersion({ handle, note, id, mayWrite }: NoteVersionProps) {
  const t = useText(historyText);
  const today = useToday();
  const [isBusy, setBusy] = useState(false);
  const state = useQuery({
    queryKey: ["note-version", handle.id, id],
    queryFn: async () => valueOf(await fetchVersion(handle.id, id)),
    staleTime: Infinity,
  });
  const history = useQuery({
    queryKey: ["note-versions", handle.id],
    queryFn: async () => valueOf(await listVersions(handle.id)),
  });
  const at = history.data?.versions.find((version) => version.id === id)?.at;
  const when = at === undefined ? "" : toldWhen(at, today);

  const bringBack = async (old: Uint8Array) => {
    setBusy(true);
    // What it says now can be found again, too. Where that cannot be kept the note is not changed either.
    const kept = await holdVersion(handle.id);
    setBusy(false);
    if (!kept.ok) return tell(kept.says);
    // A step of its own, for whoever wants to take it back.
    note.undo.stopCapturing();
    restore(note.doc, documentOf(old), noteSchema());
    void queryClient.invalidateQueries({ queryKey: ["note-versions", handle.id] });
    openNote(handle.id);
    tell(t.restored);
  };

  return (
    <SidePanel title={t.version} note={when} closes={t.close} onClose={closeBeside}>
      <div className={css["ways"]}>
        {mayWrite && state.data && (
          <Button
            look="quiet"
            isBusy={isBusy}
            onClick={() => state.data && void bringBack(state.data)}
          >
            {t.restore}
          </Button>
        )}
        <Button look="plain" onClick={() => openNote(handle.id, "history")}>
          {t.toList}
        </Button>
        <Button look="plain" onClick={() => openNote(handle.id)}>
          {t.back}
        </Button>
      </div>
      {state.error ? (
        <p className={css["trouble"]} role="alert">
          {state.error.message}
        </p>
      ) : state.data ? (
        <Shown state={state.data} history={history.data ?? NOBODY} label={t.label({ when })} />
      ) : (
        <SkeletonRows rows={4} label={t.loading} />
      )}
    </SidePanel>
  );
}

type Writers = Pick<History, "authors" | "origins">;
const NOBODY: Writers = { authors: [], origins: [] };

type ShownProps = { state: Uint8Array; history: Writers; label: string };

function Shown({ state, history, label }: ShownProps) {
  const t = useText(historyText);
  const place = useRef<HTMLDivElement>(null);
  const spoken = useSpokenNames();
  const written = useMemo(() => {
    const fragment = documentOf(state).getXmlFragment("note");
    const stretches = creditsIn(fragment, noteSchema(), history);
    return { note: yXmlFragmentToProseMirrorRootNode(fragment, noteSchema()), stretches };
  }, [state, history]);
  const hues = useMemo(() => huesFor(written.stretches.map(({ person }) => person)), [written]);

  useEffect(() => {
    if (!place.current) return;
    const viewer = createViewer({
      element: place.current,
      note: written.note,
      names: createStore<NamesNow>(() => ({ names: spoken, me: null })),
      label,
      look: css["written"] ?? "",
      written: written.stretches.map(({ from, to, person }) => ({
        from,
        to,
        name: spoken.person(person),
        hue: hues.get(person) ?? 0,
      })),
    });
    return () => viewer.destroy();
  }, [written, hues, spoken, label]);

  return (
    <>
      {hues.size > 0 && (
        <ul className={css["writers"]} aria-label={t.writers}>
          {[...hues].map(([person, hue]) => (
            <Writer key={person} hue={hue} name={spoken.person(person)} />
          ))}
        </ul>
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Whoever comes to a link by keys presses it by them, which is a click. */}
      <div ref={place} className={editor["frame"]} onClick={followPlaces} />
    </>
  );
}

/** Links to rooms lead there within the page. */
function followPlaces(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link) followPlace(event, link);
}

function Writer({ hue, name }: { hue: number; name: string }) {
  return (
    <li className={css["writer"]} ref={(item) => item?.style.setProperty("--face-hue", `${hue}`)}>
      <bdi>{name}</bdi>
    </li>
  );
}
