import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import css from "../room/room-header.module.css";
import { useRoomView } from "../room/use-room.ts";
import { leaveBeside, useBeside } from "../room/beside-address.ts";
import { PinIcon } from "../ui/icons.tsx";
import { pinsButtonText } from "./pins-button.text.ts";
import { usePinsPanel } from "./use-pins-panel.ts";

/** How much is pinned in a room, and the way there; nothing where nothing is. */
export function PinsButton({ handle }: { handle: RoomHandle }) {
  const t = useText(pinsButtonText);
  const count = useRoomView(handle, ({ room }) => room.pins.length);
  const panel = usePinsPanel();
  const beside = useBeside();
  const isOpen = panel.isOpen && !beside;
  if (count === 0 && !panel.isOpen) return null;
  const says = t.pinned(count);
  return (
    <button
      type="button"
      className={css["people"]}
      aria-label={says}
      title={says}
      aria-expanded={isOpen}
      onClick={() => {
        leaveBeside();
        if (isOpen) panel.close();
        else panel.open();
      }}
    >
      <PinIcon />
      <span className={css["count"]}>{tellNumber(count)}</span>
    </button>
  );
}
