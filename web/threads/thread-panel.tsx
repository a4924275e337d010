import { useMemo, useRef } from "react";
import { Composer } from "../composer/composer.tsx";
import { usePendingActions } from "../composer/use-pending-actions.ts";
import { useText } from "../i18n/i18n.ts";
import { MessageActions } from "../messages/message-actions.tsx";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { AlsoInRoom } from "./also-in-room.tsx";
import { InThread } from "./in-thread.ts";
import { closeBeside } from "../room/open-beside.ts";
import { ThreadList } from "./thread-list.tsx";
import { ThreadMenu } from "./thread-menu.tsx";
import { ThreadNote } from "./thread-note.tsx";
import css from "./thread-panel.module.css";
import { threadsText } from "./threads.text.ts";
import { useFirstNew } from "./use-first-new.ts";
import { useFocusBack } from "./use-focus-back.ts";
import { useThread } from "./use-thread.ts";

type ThreadPanelProps = {
  handle: RoomHandle;
  /** The message that it hangs on, by its number. */
  root: number;
  me: SignedInPerson;
};

/** What is said under one message, beside the room. Give it a `key` per thread. */
export function ThreadPanel({ handle, root, me }: ThreadPanelProps) {
  const t = useText(threadsText);
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const place = useMemo(() => ({ room: handle.id, thread: root }), [handle, root]);
  const actions = usePendingActions(handle, place, field);
  const room = useRoomView(handle, (view) => view.room.info?.name ?? "");
  const thread = useThread(handle, root, me.id);
  const firstNew = useFirstNew(handle, root, me.id, thread);
  useFocusBack(panel, root);

  return (
    <InThread value={root}>
      <SidePanel
        title={t.thread}
        note={t.inRoom({ room })}
        closes={t.close}
        onClose={closeBeside}
        panel={panel}
        actions={<ThreadMenu handle={handle} root={root} />}
        isWhole
      >
        {thread.root === null ? (
          <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
        ) : (
          <div className={css["thread"]}>
            <ThreadList
              handle={handle}
              root={root}
              rows={thread.rows}
              me={me}
              actions={actions}
              firstNew={firstNew}
              count={
                <p className={css["count"]}>
                  {thread.count === 0 ? t.noReplies : t.replies(thread.count)}
                </p>
              }
            />
            <ThreadNote handle={handle} root={root} missing={thread.missing} />
            <Composer handle={handle} field={field} me={me.id} thread={root} label={t.reply}>
              <AlsoInRoom place={place} room={room} />
            </Composer>
          </div>
        )}
        <MessageActions area={panel} handle={handle} me={me} place={place} />
      </SidePanel>
    </InThread>
  );
}
