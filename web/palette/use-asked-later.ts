import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { listPeople } from "../community/people-by-http.ts";
import type { HeldMessage } from "../offline/held-messages.ts";
import { searchHeld } from "../offline/search-held.ts";
import { valueOf } from "../query-client.ts";
import { useMay } from "../session/use-may.ts";

/** Whoever types on has not finished asking, in milliseconds. */
const A_PAUSE_MS = 150;
const MOST = 50;

const NOBODY: readonly { id: string; name: string }[] = [];
const NOTHING: readonly HeldMessage[] = [];

/** People of the whole community by name, once somebody pauses. What is asked no more is not waited for. */
export function useToldPeople(words: string, isAsked: boolean) {
  const paused = usePaused(words);
  const mayAsk = useMay("people.list");
  const { data } = useQuery({
    queryKey: ["palette", "people", paused],
    queryFn: async ({ signal }) => valueOf(await listPeople(paused, "all", null, signal)).people,
    enabled: isAsked && mayAsk && paused !== "",
    // They are sifted by what is typed now, whenever they come.
    placeholderData: keepPreviousData,
    retry: false,
  });
  return data ?? NOBODY;
}

/** Messages that this browser holds. */
export function useHeldMessages(words: string, isAsked: boolean): readonly HeldMessage[] {
  const paused = usePaused(words);
  const { data } = useQuery({
    queryKey: ["palette", "messages", paused],
    queryFn: ({ signal }) => searchHeld(paused, { limit: MOST, signal }),
    enabled: isAsked && paused === words,
    // Something may have been said since.
    gcTime: 0,
    staleTime: 0,
  });
  return data !== undefined && paused === words ? data : NOTHING;
}

function usePaused(words: string): string {
  const [paused, setPaused] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), A_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return paused;
}
