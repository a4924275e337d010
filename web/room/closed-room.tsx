import { useState } from "react";
import { useLocation } from "wouter";
import { refreshDirectory, useListedRoom } from "../directory/directory.ts";
import { countedMembers } from "../directory/directory-row.tsx";
import { joinRoom } from "../directory/rooms-by-http.ts";
import { useMay } from "../session/use-may.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import css from "./room-page.module.css";
import type { RoomHandle } from "./room-view.ts";

type ClosedRoomProps = { handle: RoomHandle; why: "not_member" | "no_such_room" };

/** A room that one is not in, or that does not exist. */
export function ClosedRoom({ handle, why }: ClosedRoomProps) {
  const [, goTo] = useLocation();
  return why === "not_member" ? (
    <OtherRoom handle={handle} />
  ) : (
    <div className={css["page"]}>
      <TopBar title="No such room" />
      <EmptyState
        title="There is no such room"
        action={<Button onClick={() => goTo("/")}>Go to your rooms</Button>}
      >
        The link may be wrong, or the room is gone.
      </EmptyState>
    </div>
  );
}

function OtherRoom({ handle }: { handle: RoomHandle }) {
  const [, goTo] = useLocation();
  const mayJoin = useMay("room.join");
  const listed = useListedRoom(handle.id);
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const join = async () => {
    setBusy(true);
    const answer = await joinRoom(handle.id);
    setBusy(false);
    if (answer.ok) {
      handle.enter();
      await refreshDirectory();
    } else {
      setWrong(answer.says);
    }
  };

  if (!mayJoin)
    return (
      <div className={css["page"]}>
        <TopBar title="A room" />
        <EmptyState
          title="You are not in this room"
          action={<Button onClick={() => goTo("/")}>Go to your rooms</Button>}
        >
          Guests come into a room by invite. Ask someone in it for a link.
        </EmptyState>
      </div>
    );
  return (
    <div className={css["page"]}>
      <TopBar title={listed?.name ?? "A room"} note={listed?.topic} />
      <EmptyState
        title={listed ? `Join ${listed.name}` : "You are not in this room"}
        action={
          <>
            <Button look="primary" isBusy={isBusy} onClick={() => void join()}>
              Join room
            </Button>
            <Button onClick={() => goTo("/rooms")}>Browse rooms</Button>
          </>
        }
      >
        {wrong ?? tellAbout(listed)}
      </EmptyState>
    </div>
  );
}

function tellAbout(listed: { topic: string; members: number } | undefined): string {
  if (!listed) return "Join it to read and to write.";
  const members = countedMembers(listed.members);
  return listed.topic === "" ? members : `${listed.topic} (${members})`;
}
