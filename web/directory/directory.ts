import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { RoomId } from "#protocol/ids.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { listRooms, type ListedRoom } from "./rooms-by-http.ts";

export const DIRECTORY = ["rooms"] as const;

/** Every room of the community, by name. Asked again on focus, and after joining, leaving and creating. */
export function useDirectory(): UseQueryResult<readonly ListedRoom[]> {
  return useQuery({ queryKey: DIRECTORY, queryFn: async () => valueOf(await listRooms()) });
}

/** One room as the directory knows it; undefined while that is unknown. */
export function useListedRoom(room: RoomId): ListedRoom | undefined {
  return useDirectory().data?.find(({ id }) => id === room);
}

export async function refreshDirectory(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: DIRECTORY });
}
