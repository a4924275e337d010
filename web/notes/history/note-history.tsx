import { useQuery } from "@tanstack/react-query";
import { useText } from "../../i18n/i18n.ts";
import { useSpokenNames } from "../../markup/names.ts";
import { valueOf } from "../../query-client.ts";
import { closeBeside, openNote } from "../../room/open-beside.ts";
import type { RoomHandle } from "../../room/room-view.ts";
import { exactTime } from "../../timeline/times.ts";
import { useToday } from "../../timeline/use-today.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SidePanel } from "../../ui/side-panel.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import css from "./history.module.css";
import { historyText } from "./history.text.ts";
import { toldWhen } from "./told-when.ts";
import { listVersions, type Version } from "./versions-by-http.ts";

/** What a room's note was at times, and who had written by then. */
export function NoteHistory({ handle }: { handle: RoomHandle }) {
  const t = useText(historyText);
  const { data, error } = useQuery({
    queryKey: ["note-versions", handle.id],
    queryFn: async () => valueOf(await listVersions(handle.id)),
  });
  return (
    <SidePanel title={t.title} closes={t.close} onClose={closeBeside}>
      <div className={css["ways"]}>
        <Button look="plain" onClick={() => openNote(handle.id)}>
          {t.back}
        </Button>
      </div>
      {error ? (
        <p className={css["trouble"]} role="alert">
          {error.message}
        </p>
      ) : !data ? (
        <SkeletonRows rows={4} label={t.loading} />
      ) : data.versions.length === 0 ? (
        <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
      ) : (
        <ul className={css["versions"]} aria-label={t.list}>
          {data.versions.map((version) => (
            <li key={version.id}>
              <ListedVersion handle={handle} version={version} />
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}

function ListedVersion({ handle, version }: { handle: RoomHandle; version: Version }) {
  const t = useText(historyText);
  const names = useSpokenNames();
  const today = useToday();
  const { id, at, people, isKept, removedBy } = version;
  const by = people.map((person) => names.person(person)).join(", ");
  return (
    <button type="button" className={css["version"]} onClick={() => openNote(handle.id, id)}>
      <time dateTime={new Date(at).toISOString()} title={exactTime(at)} className={css["when"]}>
        {toldWhen(at, today)}
      </time>
      <span className={css["about"]}>
        {by !== "" && <bdi>{t.by({ names: by })}</bdi>}
        {removedBy && <bdi>{t.before({ name: names.person(removedBy) })}</bdi>}
        {isKept && <span className={css["kept"]}>{t.kept}</span>}
      </span>
    </button>
  );
}
