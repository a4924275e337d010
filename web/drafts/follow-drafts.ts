import type { CommandId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import {
  draftPlaces,
  drafts,
  rereadDraft,
  sentAs,
  unsaid,
  writtenHere,
} from "../composer/drafts.ts";
import { inbox } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { keyOf, placeOf } from "../place.ts";
import { openedRooms } from "../room/opened-rooms.ts";
import { visitRoom } from "../room/room-handles.ts";
import { keysWithBase, rereadNotes } from "./draft-notes.ts";
import { draftSync } from "./draft-sync-here.ts";
import { DraftSync } from "./draft-sync.ts";
import { settledIn } from "./settled-in.ts";

/** What is half written here goes to the inbox, and what other devices have half written comes here. Gives what ends it. */
export function followDrafts(newId: () => CommandId): () => void {
  const visits = new Map<string, () => void>();
  const isSettled = (key: string, message: CommandId) => {
    const id = placeOf(key)?.room;
    if (id === undefined) return true;
    const opened = openedRooms.getState().rooms.find((room) => room.id === id);
    if (opened) return settledIn(opened.view.getState(), message);
    // Only a room itself knows. This tells when it does.
    const visit = visits.has(id) ? null : visitRoom(id);
    if (visit) visits.set(id, visit.leave);
    return false;
  };
  const sync = new DraftSync({ clock: browserClock, newId, isSettled });
  draftSync.setState({ sync });
  const lookAtMessages = () => {
    sync.lookAtMessages();
  };
  const keys = new Set([
    ...draftPlaces().map(keyOf),
    ...keysWithBase(),
    ...unsaid.keys(),
    ...sentAs.keys(),
  ]);
  sync.begin([...keys]);
  const leaving = new AbortController();
  listen(sync, leaving.signal);
  const stops = [
    drafts.subscribe((now, before) => {
      for (const key of Object.keys(now)) if (now[key] !== before[key]) sync.wasWritten(key);
    }),
    inbox.subscribe(() => sync.lookAtInbox()),
    wishes.store.subscribe(() => sync.lookAtWishes()),
    followViews(lookAtMessages),
  ];
  lookAtMessages();
  return () => {
    stops.forEach((stop) => stop());
    leaving.abort();
    visits.forEach((leave) => leave());
    draftSync.setState({ sync: null });
    sync.end();
  };
}

/** Looking elsewhere is done with writing for now; and what another tab has kept is so here. */
function listen(sync: DraftSync, signal: AbortSignal): void {
  const flush = () => sync.flush();
  document.addEventListener("focusout", flush, { signal });
  document.addEventListener("visibilitychange", flush, { signal });
  window.addEventListener("pagehide", flush, { signal });
  const hear = ({ key: name }: StorageEvent) => {
    const key = /^parley-draft(?:-[a-z-]+)?:(.+)$/.exec(name ?? "")?.[1];
    if (key === undefined) return;
    rereadNotes(key);
    if (placeOf(key) && !writtenHere.has(key)) rereadDraft(key);
  };
  window.addEventListener("storage", hear, { signal });
}

function followViews(changed: () => void): () => void {
  let stops: (() => void)[] = [];
  const follow = () => {
    stops.forEach((stop) => stop());
    stops = openedRooms.getState().rooms.map(({ view }) =>
      view.subscribe((now, before) => {
        if (now.pending !== before.pending || now.connection !== before.connection) changed();
      }),
    );
  };
  const stop = openedRooms.subscribe(() => {
    follow();
    changed();
  });
  follow();
  return () => {
    stop();
    stops.forEach((each) => each());
  };
}
