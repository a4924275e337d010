import { Suspense, useState } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { MoreIcon } from "../ui/icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { roomText } from "./room.text.ts";

const loadLeaveDialog = async () => {
  const { LeaveDialog: component } = await import("./leave-dialog.tsx");
  return { default: component };
};
const LeaveDialog = lazyPart(loadLeaveDialog);

/** What else one can do with a room. */
export function RoomMore({ room, name }: { room: RoomId; name: string }) {
  const t = useText(roomText);
  const [isLeaving, setLeaving] = useState(false);
  useLoadedWhenIdle(loadLeaveDialog);
  return (
    <>
      <Menu
        look="icon"
        label={t.more}
        items={[{ says: t.leave, isDangerous: true, onChoose: () => setLeaving(true) }]}
      >
        <MoreIcon />
      </Menu>
      <Suspense fallback={null}>
        {isLeaving && <LeaveDialog room={room} name={name} onClose={() => setLeaving(false)} />}
      </Suspense>
    </>
  );
}
