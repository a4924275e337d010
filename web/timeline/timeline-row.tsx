import type { ReactNode } from "react";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { Change } from "../room/room-view.ts";
import { changesOf } from "../room/shown-message.ts";
import { nameOf } from "./called.ts";
import { MessageRow } from "./message-row.tsx";
import { PendingRow, type PendingActions } from "./pending-row.tsx";
import { BeginningRow, DayLine, RunRow, UnloadedRow } from "./quiet-rows.tsx";
import type { Row } from "./rows.ts";

type TimelineRowProps = {
  row: Row;
  index: number;
  isCurrent: boolean;
  room: Pick<RoomState, "members" | "states" | "pins">;
  changes: readonly Change[];
  author: { id: PersonId; name: string };
  actions: PendingActions;
  invitation: ReactNode;
};

/** One line of the list, whatever it is. */
export function TimelineRow({
  row,
  index,
  isCurrent,
  room,
  changes,
  author,
  actions,
  invitation,
}: TimelineRowProps) {
  switch (row.kind) {
    case "unloaded":
      return <UnloadedRow seed={index} />;
    case "beginning":
      return (
        <BeginningRow
          event={row.event}
          by={nameOf(row.event, room.members)}
          isCurrent={isCurrent}
          invitation={invitation}
        />
      );
    case "folded":
      return null;
    case "run":
      return (
        <WithDay at={row.startsDay ? row.run[0]?.at : undefined}>
          <RunRow run={row.run} isCurrent={isCurrent} />
        </WithDay>
      );
    case "message":
      return (
        <WithDay at={row.startsDay ? row.event.at : undefined}>
          <MessageRow
            event={row.event}
            state={room.states.get(row.event.seq)}
            changes={changesOf(changes, row.event.seq)}
            isPinned={room.pins.includes(row.event.seq)}
            me={author.id}
            name={nameOf(row.event, room.members)}
            startsGroup={row.startsGroup}
            isCurrent={isCurrent}
          />
        </WithDay>
      );
    case "pending":
      return (
        <WithDay at={row.startsDay ? row.pending.writtenAt : undefined}>
          <PendingRow
            pending={row.pending}
            author={author}
            startsGroup={row.startsGroup}
            isCurrent={isCurrent}
            actions={actions}
          />
        </WithDay>
      );
  }
}

function WithDay({ at, children }: { at: number | undefined; children: ReactNode }) {
  return (
    <>
      {at !== undefined && <DayLine at={at} />}
      {children}
    </>
  );
}
