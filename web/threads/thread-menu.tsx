import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { tell } from "../ui/tell.ts";
import { copyText } from "../ui/copy-text.ts";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { openThreadList, threadPath } from "../room/open-beside.ts";
import { followThread, muteThread, threadPreferences } from "./thread-preferences.ts";
import { threadsText } from "./threads.text.ts";
import { useStanding } from "./use-known-threads.ts";
import { keyOf } from "../place.ts";

/** What one can want of a thread as a whole. */
export function ThreadMenu({ handle, root }: { handle: RoomHandle; root: number }) {
  const t = useText(threadsText);
  const key = keyOf({ room: handle.id, thread: root });
  const wished = useStore(threadPreferences, ({ followed }) => followed[key]);
  const isMuted = useStore(threadPreferences, ({ muted }) => muted.includes(key));
  const standing = useStanding(handle, root);
  const isFollowed = wished ?? standing?.isFollowed ?? false;
  const copy = async () => {
    const isCopied = await copyText(window.location.origin + threadPath(handle.id, root));
    tell(isCopied ? t.linkCopied : t.notCopied);
  };
  return (
    <Menu
      look="icon"
      label={t.more}
      items={[
        {
          says: t.follow,
          isChecked: isFollowed,
          onChoose: () => followThread(handle.id, root, !isFollowed),
        },
        {
          says: t.mute,
          isChecked: isMuted,
          onChoose: () => muteThread(handle.id, root, !isMuted),
        },
        { says: t.copyLink, onChoose: () => void copy() },
        { says: t.toList, onChoose: () => openThreadList(handle.id) },
      ]}
    >
      <MoreIcon />
    </Menu>
  );
}
