import { useDeferredValue, useState } from "react";
import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { KeptRoomsNote } from "../offline/kept-rooms-note.tsx";
import { useMay } from "../session/use-may.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { DirectoryRow } from "./directory-row.tsx";
import { directoryText } from "./directory.text.ts";
import { useDirectory } from "./directory.ts";
import css from "./directory-page.module.css";
import { NewRoomDialog } from "./new-room-dialog.tsx";
import type { ListedRoom } from "./listed-room.ts";

/** Every room of the community: find one, join it, open it, or make a new one. */
export function DirectoryPage() {
  const u = useText(uiText);
  const t = useText(directoryText);
  const [, goTo] = useLocation();
  const mayMake = useMay("room.create");
  const { data, isWhole, error, refetch, isFetching } = useDirectory();
  const [sought, setSought] = useState("");
  const [isMaking, setMaking] = useState(false);
  const found = matching(data ?? [], useDeferredValue(sought));

  return (
    <Page
      title={t.title}
      actions={mayMake && <Button onClick={() => setMaking(true)}>{t.newRoom}</Button>}
    >
      <PageColumn>
        <div className={css["line"]}>
          <SearchField label={t.find} sought={sought} onSeek={setSought} />
        </div>
        {data === undefined && error === null && <SkeletonRows rows={6} label={t.loading} />}
        {data === undefined && error !== null && (
          <EmptyState
            title={t.notLoaded}
            action={
              <Button isBusy={isFetching} onClick={() => void refetch()}>
                {u.tryAgain}
              </Button>
            }
          >
            {error.message}
          </EmptyState>
        )}
        {data?.length === 0 && (
          <EmptyState
            title={t.none}
            action={
              mayMake ? (
                <Button look="primary" onClick={() => setMaking(true)}>
                  {t.createFirst}
                </Button>
              ) : undefined
            }
          >
            {mayMake ? t.noneAbout : t.askForLink}
          </EmptyState>
        )}
        {data !== undefined && data.length > 0 && found.length === 0 && (
          <EmptyState
            title={t.noMatch({ sought: sought.trim() })}
            action={<Button onClick={() => setSought("")}>{t.showAll}</Button>}
          >
            {t.searched}
          </EmptyState>
        )}
        {error !== null && !isWhole && data !== undefined && <KeptRoomsNote />}
        <ul className={css["rooms"]} aria-label={t.rooms}>
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
