import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import * as v from "valibot";
import { CommunityDoor } from "#protocol/community-door.ts";
import { askAnyone } from "../api.ts";
import { valueOf } from "../query-client.ts";

/** Beside invites, because like them it is asked before anyone is inside: signing out must not take it away again (app.tsx). */
export const AT_THE_DOOR = ["invite", "door"] as const;

const AtTheDoor = v.object({
  name: v.nullable(v.string()),
  door: CommunityDoor,
  /** Whether it sends mail. */
  mail: v.boolean(),
  /** For how long messages can be edited; null: for ever. */
  editWindowMs: v.nullable(v.number()),
});
type AtTheDoor = v.InferOutput<typeof AtTheDoor>;

/** What the community says of itself to everybody: its name, who may come in, whether it sends mail, and how long messages can be edited. */
export function useTheDoor(): UseQueryResult<AtTheDoor> {
  return useQuery({
    queryKey: AT_THE_DOOR,
    queryFn: async () => valueOf(await askAnyone("GET", "/api/community", AtTheDoor)),
    staleTime: 60_000,
  });
}
