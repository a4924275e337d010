import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { valueOf } from "../query-client.ts";
import { listInvites, type Invite } from "./invites-by-http.ts";

export const INVITES = ["invites"] as const;

/** Every link that works, the newest first. */
export function useInvites(): UseQueryResult<readonly Invite[]> {
  return useQuery({ queryKey: INVITES, queryFn: async () => valueOf(await listInvites()) });
}
