import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { RoomId } from "#protocol/ids.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { listRooms, type ListedRoom } from "./rooms-by-http.ts";

export const DIRECTORY = ["rooms"] as const;

/** How long a new room may stay unseen in a page that is looked at, in milliseconds. */
const FRESH_FOR_MS = 15_000;

/** Every room of the community, by name. Asked again on focus, and after joining, leaving and creating. */
export function useDirectory(): UseQueryResult<readonly ListedRoom[]> {
  return useQuery({ queryKey: DIRECTORY, queryFn: async () => valueOf(await listRooms()) });
}

/** The same, asked again all the while. For the one list that is always there: every such reader asks for itself. */
export function useFreshDirectory(): UseQueryResult<readonly ListedRoom[]> {
  return useQuery({
    queryKey: DIRECTORY,
    queryFn: async () => valueOf(await listRooms()),
    // It pauses by itself while the page is hidden.
    refetchInterval: FRESH_FOR_MS,
    refetchOnReconnect: "always",
  });
}

/** One room as the directory knows it; undefined while that is unknown. */
export function useListedRoom(room: RoomId): ListedRoom | undefined {
  return useDirectory().data?.find(({ id }) => id === room);
}

export async function refreshDirectory(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: DIRECTORY });
}
