import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { queryClient, valueOf } from "../query-client.ts";
import { joined } from "./day.ts";
import { readFigures, type Figures } from "./figures-by-http.ts";

const FIGURES = ["figures"] as const;

/** Objects hand over what they have counted every ten seconds; nobody watches so closely. */
const REFRESHED_EVERY_MS = 20_000;

/** The last day in figures, renewed while somebody looks. A day is hundreds of kilobytes, so that only what has changed is asked for again. */
export function useFigures(): UseQueryResult<Figures> {
  return useQuery({
    queryKey: FIGURES,
    queryFn: async ({ signal }) => {
      const held = queryClient.getQueryData<Figures>(FIGURES);
      const newest = held?.steps.at(-1)?.start ?? 0;
      return joined(held, valueOf(await readFigures(newest, signal)));
    },
    refetchInterval: REFRESHED_EVERY_MS,
  });
}
