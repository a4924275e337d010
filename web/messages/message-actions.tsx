import { Suspense, useEffect, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import type { Place } from "../place.ts";
import { EmojiPicker, loadEmojiPicker } from "../emoji/emoji-picker.tsx";
import { singleKeys } from "../palette/single-keys.ts";
import type { EarlyAsk } from "../room/early-ask.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { messageAt, type ShownMessage } from "../room/shown-message.ts";
import { keepSavedInStep } from "../saved/save-message.ts";
import { isSaved, saved } from "../saved/saved.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { ActionToolbar } from "./action-toolbar.tsx";
import { deedOf, deedsFor, type Deed } from "./deeds.ts";
import { doDeed } from "./do-deed.ts";
import { MessageMenu } from "./message-menu.tsx";
import { useActiveRow, type ActiveRow } from "./use-active-row.ts";
import { useRowAsks } from "./use-row-asks.ts";
import { useFailureTold } from "./use-failure-told.ts";

const loadDeleteDialog = async () => ({
  default: (await import("./delete-dialog.tsx")).DeleteDialog,
});
const DeleteDialog = lazyPart(loadDeleteDialog);
const ForwardDialog = lazyPart(async () => ({
  default: (await import("./forward-dialog.tsx")).ForwardDialog,
}));

type MessageActionsProps = {
  /** Where the rows are: everything in it that shows a message has `data-seq`. */
  area: RefObject<HTMLElement | null>;
  /** What was pressed last, before this was loaded. */
  early?: EarlyAsk;
  handle: RoomHandle;
  me: SignedInPerson;
  /** Where a reply to one of them is written. */
  place: Place;
};

type Open =
  | { what: "menu"; row: ActiveRow; anchor: HTMLElement; at: { x: number; y: number } | null }
  | { what: "emoji"; row: ActiveRow; anchor: HTMLElement }
  | { what: "remove" | "forward"; row: ActiveRow };

/** All that can be done with the messages of a list, once for all of them: the tools, the menu, the keys, and what they open. */
export function MessageActions({ area, early, handle, me, place }: MessageActionsProps) {
  const active = useActiveRow(area);
  const [open, setOpen] = useState<Open | null>(null);
  useLoadedWhenIdle(loadEmojiPicker);
  useLoadedWhenIdle(loadDeleteDialog);
  useFailureTold(handle);
  useEffect(keepSavedInStep, []);
  useMarked(open?.row.element);

  const shownIn = ({ seq }: ActiveRow) => messageAt(handle.view.getState(), seq, me.id);
  const allowedFor = (shown: ShownMessage) =>
    deedsFor(shown, {
      me: me.id,
      role: me.role,
      editWindowMs: me.editWindowMs,
      now: browserClock.now(),
      members: handle.view.getState().room.members,
      isSaved: isSaved(saved.getState(), handle.id, shown.event.seq),
    });
  const act = (deed: Deed, row: ActiveRow, anchor: HTMLElement) => {
    const shown = shownIn(row);
    if (!shown) return;
    if (deed === "react") setOpen({ what: "emoji", row, anchor });
    else if (deed === "remove" || deed === "forward") setOpen({ what: deed, row });
    else doDeed(deed, { handle, shown, place });
  };
  const close = () => setOpen(null);

  useRowAsks(area, early, {
    menu(row, at) {
      const shown = shownIn(row);
      if (shown && allowedFor(shown).length > 0)
        setOpen({ what: "menu", row, anchor: row.element, at });
    },
    key(row, event) {
      const shown = shownIn(row);
      const { isOn } = singleKeys.getState();
      const deed = shown && deedOf(event, allowedFor(shown), isOn);
      if (deed) act(deed, row, row.element);
      return deed !== null;
    },
  });

  const row = open?.row ?? active;
  // Drawn anew when the message is another.
  const shown = useShownIn(handle, row, me.id);
  useStore(saved);
  if (!row || !shown) return null;
  const allowed = allowedFor(shown);
  const { seq } = row;
  return (
    <>
      {allowed.length > 0 &&
        row.element.isConnected &&
        createPortal(
          <ActionToolbar
            allowed={allowed}
            onReact={(emoji) => react(handle, shown, emoji)}
            onDo={(deed, button) => act(deed, row, button)}
            onMore={(button) => setOpen({ what: "menu", row, anchor: button, at: null })}
          />,
          row.element,
        )}
      {open?.what === "menu" && (
        <MessageMenu
          key={`${seq} ${open.at?.x} ${open.at?.y}`}
          handle={handle}
          shown={shown}
          allowed={allowed}
          anchor={open.anchor}
          at={open.at}
          onReact={(emoji) => react(handle, shown, emoji)}
          onDo={(deed) => act(deed, row, row.element)}
          onClose={() => setOpen((now) => (now === open ? null : now))}
        />
      )}
      {open?.what === "emoji" && (
        <EmojiPicker
          anchor={open.anchor}
          onPick={(emoji) => react(handle, shown, emoji)}
          onClose={() => setOpen((now) => (now === open ? null : now))}
        />
      )}
      <Suspense fallback={null}>
        {open?.what === "remove" && (
          <DeleteDialog handle={handle} shown={shown} me={me.id} onClose={close} />
        )}
        {open?.what === "forward" && (
          <ForwardDialog handle={handle} shown={shown} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

/** Pressed once more, one’s own is taken off. */
function react(handle: RoomHandle, shown: ShownMessage, emoji: string): void {
  const isMine = shown.reactions.some((one) => one.emoji === emoji && one.isMine);
  handle.react(shown.event.seq, emoji, !isMine);
}

function useShownIn(handle: RoomHandle, row: ActiveRow | null, me: PersonId): ShownMessage | null {
  const seq = row?.seq ?? 0;
  const room = useStore(handle.view, (view) => view.room.states.get(seq));
  const pins = useStore(handle.view, (view) => view.room.pins);
  const changes = useStore(handle.view, (view) => view.changes);
  const timeline = useStore(handle.view, (view) => view.room.timeline);
  // They are what the answer depends on.
  void [room, pins, changes, timeline];
  return row ? messageAt(handle.view.getState(), seq, me) : null;
}

/** What is asked about stands out for as long. */
function useMarked(element: HTMLElement | undefined): void {
  useEffect(() => {
    element?.setAttribute("data-acted", "");
    return () => element?.removeAttribute("data-acted");
  }, [element]);
}
