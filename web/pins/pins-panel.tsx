import { useEffect, useRef } from "react";
import { may } from "#protocol/roles.ts";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { MessageActions } from "../messages/message-actions.tsx";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { isPhone } from "../shell/widths.ts";
import { nameOf } from "../timeline/called.ts";
import { askJump } from "../timeline/jump.ts";
import { MessageRow } from "../timeline/message-row.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import css from "./pins-panel.module.css";
import { pinsText } from "./pins.text.ts";

type PinsPanelProps = {
  handle: RoomHandle;
  me: SignedInPerson;
  onClose: () => void;
};

/** What is pinned in a room, the newest pin first. */
export function PinsPanel({ handle, me, onClose }: PinsPanelProps) {
  const t = useText(pinsText);
  const panel = useRef<HTMLElement>(null);
  const pins = useRoomView(handle, ({ room }) => room.pins);
  return (
    <SidePanel title={t.title} closes={t.close} onClose={onClose} panel={panel}>
      {pins.length === 0 ? (
        <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
      ) : (
        <ul className={css["pins"]} aria-label={t.list}>
          {pins.toReversed().map((seq) => (
            <li key={seq} className={css["pin"]}>
              <Pin handle={handle} seq={seq} me={me} onClose={onClose} />
            </li>
          ))}
        </ul>
      )}
      <MessageActions area={panel} handle={handle} me={me} place={{ room: handle.id }} />
    </SidePanel>
  );
}

type PinProps = PinsPanelProps & { seq: number };

function Pin({ handle, seq, me, onClose }: PinProps) {
  const t = useText(pinsText);
  const event = useRoomView(handle, ({ room }) => eventAt(room.timeline, seq));
  const members = useRoomView(handle, ({ room }) => room.members);
  useEffect(() => {
    if (!event) handle.load(seq, seq);
  }, [handle, event, seq]);
  if (event?.type !== "message.posted") return <SkeletonRows rows={1} label={t.loading} />;
  return (
    <>
      <MessageRow
        handle={handle}
        event={event}
        name={nameOf(event, members)}
        me={me.id}
        startsGroup
        isCurrent
      />
      <div className={css["ways"]}>
        <Button
          look="plain"
          onClick={() => {
            // There the panel is the page, and the message lies behind it.
            if (isPhone()) onClose();
            askJump(handle.id, { seq });
          }}
        >
          {t.goTo}
        </Button>
        {may(me.role, "message.pin") && (
          <Button look="plain" onClick={() => handle.pin(seq, false)}>
            {t.unpin}
          </Button>
        )}
      </div>
    </>
  );
}
