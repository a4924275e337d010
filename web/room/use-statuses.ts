import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { usePassed } from "../people/passed.ts";
import { getStatuses, type Status } from "../people/people-by-http.ts";
import { valueOf } from "../query-client.ts";

/** Nobody tells us when somebody says something else, so whoever looks at the panel asks this often. */
const ASK_EVERY_MS = 60_000;
const NONE: ReadonlyMap<string, Status> = new Map();

/** What everyone in the room is doing who says so. One goes by itself when its time is over. */
export function useStatuses(room: RoomId): ReadonlyMap<string, Status> {
  const { data = NONE } = useQuery({
    queryKey: ["statuses", room],
    queryFn: async () => valueOf(await getStatuses(room)),
    staleTime: 30_000,
    refetchInterval: ASK_EVERY_MS,
  });
  const times = useMemo(
    () => [...data.values()].flatMap(({ until }) => (until === null ? [] : [until])),
    [data],
  );
  const over = usePassed(times);
  return useMemo(
    () => (over === 0 ? data : new Map([...data].filter(([, { until }]) => !isOver(until)))),
    [data, over],
  );
}

function isOver(until: number | null): boolean {
  return until !== null && until <= Date.now();
}
