import type { ReactNode } from "react";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { nameOf } from "./called.ts";
import { MessageRow } from "./message-row.tsx";
import { PendingRow, type PendingActions } from "./pending-row.tsx";
import { BeginningRow, DayLine, RunRow, UnloadedRow } from "./quiet-rows.tsx";
import type { Row } from "./rows.ts";

/** Under a line it is said again whose words these are. */
export function startsAnew(row: Row): Row {
  return row.kind === "message" ? { ...row, startsGroup: true } : row;
}

type TimelineRowProps = {
  handle: RoomHandle;
  row: Row;
  index: number;
  isCurrent: boolean;
  members: RoomState["members"];
  author: { id: PersonId; name: string };
  actions: PendingActions;
  invitation: ReactNode;
};

/** One line of the list, whatever it is. */
export function TimelineRow({
  handle,
  row,
  index,
  isCurrent,
  members,
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
          by={nameOf(row.event, members)}
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
            handle={handle}
            me={author.id}
            event={row.event}
            name={nameOf(row.event, members)}
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
