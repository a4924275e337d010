import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { listPeople, type Kind } from "./people-by-http.ts";

const PEOPLE = ["people"] as const;

/** Who types does not want an answer to every letter, in ms. */
const SETTLES_AFTER_MS = 200;

/** Nobody stands before the first. */
const FIRST_PAGE = null as PersonId | null;

/** People by name, page after page; those of the last question stay until the next is answered. */
export function usePeople(sought: string, kind: Kind) {
  const name = useSettled(sought.trim());
  return useInfiniteQuery({
    queryKey: [...PEOPLE, name, kind],
    queryFn: async ({ pageParam, signal }) =>
      valueOf(await listPeople(name, kind, pageParam, signal)),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ people, hasMore }) => (hasMore ? people.at(-1)?.id : undefined),
    placeholderData: keepPreviousData,
  });
}

export async function refreshPeople(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: PEOPLE });
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
