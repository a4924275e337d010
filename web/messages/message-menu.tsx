import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { nameOf } from "../timeline/called.ts";
import { ContextMenu } from "../ui/context-menu.tsx";
import { actionsText } from "./actions.text.ts";
import type { Deed } from "./deeds.ts";
import css from "./message-menu.module.css";
import { quickEmoji } from "./quick-emoji.ts";

type MessageMenuProps = {
  handle: RoomHandle;
  shown: ShownMessage;
  allowed: readonly Deed[];
  anchor: HTMLElement;
  at: { x: number; y: number } | null;
  onReact: (emoji: string) => void;
  onDo: (deed: Deed) => void;
  onClose: () => void;
};

const QUICK = 5;

/** All that can be done with a message: beside the pointer or the row, and by touch a sheet from below. */
export function MessageMenu(props: MessageMenuProps) {
  const { handle, shown, allowed, anchor, at, onReact, onDo, onClose } = props;
  const t = useText(actionsText);
  const name = nameOf(shown.event, handle.view.getState().room.members);
  return (
    <ContextMenu
      label={t.about({ name })}
      at={{ anchor, ...at }}
      onClose={onClose}
      isSheet
      quick={quickEmoji(QUICK).map((emoji) => ({
        says: t.reactWith({ emoji }),
        shows: <span className={css["emoji"]}>{emoji}</span>,
        onChoose: () => onReact(emoji),
      }))}
      items={allowed.map((deed) => ({
        says: t[deed],
        isDangerous: deed === "remove",
        onChoose: () => onDo(deed),
      }))}
    />
  );
}
