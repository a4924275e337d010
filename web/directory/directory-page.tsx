import { useDeferredValue, useState } from "react";
import { useLocation } from "wouter";
import { useMay } from "../session/use-may.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { DirectoryRow } from "./directory-row.tsx";
import { useDirectory } from "./directory.ts";
import css from "./directory-page.module.css";
import { NewRoomDialog } from "./new-room-dialog.tsx";
import type { ListedRoom } from "./listed-room.ts";

/** Every room of the community: find one, join it, open it, or make a new one. */
export function DirectoryPage() {
  const [, goTo] = useLocation();
  const mayMake = useMay("room.create");
  const { data, error, refetch, isFetching } = useDirectory();
  const [sought, setSought] = useState("");
  const [isMaking, setMaking] = useState(false);
  const found = matching(data ?? [], useDeferredValue(sought));

  return (
    <Page
      title="Browse rooms"
      actions={mayMake && <Button onClick={() => setMaking(true)}>New room</Button>}
    >
      <PageColumn>
        <div className={css["line"]}>
          <SearchField label="Find a room" sought={sought} onSeek={setSought} />
        </div>
        {data === undefined && error === null && <SkeletonRows rows={6} label="Loading rooms" />}
        {data === undefined && error !== null && (
          <EmptyState
            title="The rooms could not be loaded"
            action={
              <Button isBusy={isFetching} onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            {error.message}
          </EmptyState>
        )}
        {data?.length === 0 && (
          <EmptyState
            title="No rooms yet"
            action={
              mayMake ? (
                <Button look="primary" onClick={() => setMaking(true)}>
                  Create the first room
                </Button>
              ) : undefined
            }
          >
            {mayMake
              ? "A room is a place to talk about one thing. Everyone in the community can find it here."
              : "Ask whoever invited you for a link into one."}
          </EmptyState>
        )}
        {data !== undefined && data.length > 0 && found.length === 0 && (
          <EmptyState
            title={`No room matches “${sought.trim()}”`}
            action={<Button onClick={() => setSought("")}>Show all rooms</Button>}
          >
            Names and topics were searched.
          </EmptyState>
        )}
        <ul className={css["rooms"]} aria-label="Rooms">
          {found.map((room) => (
            <DirectoryRow key={room.id} room={room} onOpen={() => goTo(`/rooms/${room.id}`)} />
          ))}
        </ul>
      </PageColumn>
      {isMaking && <NewRoomDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function matching(rooms: readonly ListedRoom[], sought: string): readonly ListedRoom[] {
  const words = sought.trim().toLocaleLowerCase();
  return words === ""
    ? rooms
    : rooms.filter(({ name, topic }) => `${name}\n${topic}`.toLocaleLowerCase().includes(words));
}
