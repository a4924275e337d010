import { useEffect, useState } from "react";
import { listPeople } from "../community/people-by-http.ts";
import { useMay } from "../session/use-may.ts";
import type { Named } from "./tokens.ts";

/** Who types does not want an answer to every letter, in ms. */
const SETTLES_AFTER_MS = 150;
/** More would push each other out of sight. */
const KEPT = 200;

/**
 * People of the community by name, whether they are in the room or not: what answers have brought so far. Nobody waits for it, and a
 * question that has been overtaken is given up. `sought` null: nobody is looked for.
 */
export function usePeopleBeyond(sought: string | null): readonly Named[] {
  const may = useMay("people.list");
  const [found, setFound] = useState<readonly Named[]>([]);
  const name = may && sought !== null && sought.trim() !== "" ? sought.trim() : null;

  useEffect(() => {
    if (name === null) return;
    const asked = new AbortController();
    const ask = async () => {
      const answer = await listPeople(name, "all", null, asked.signal);
      // Without an answer there are still the people of the room.
      if (!answer.ok || asked.signal.aborted) return;
      const people = answer.value.people.filter(({ isBanned }) => !isBanned);
      setFound((before) => {
        const known = new Set(people.map(({ id }): string => id));
        const rest = before.filter(({ id }) => !known.has(id));
        return [...people.map(({ id, name }) => ({ id, name })), ...rest].slice(0, KEPT);
      });
    };
    const timer = setTimeout(() => void ask(), SETTLES_AFTER_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [name]);

  return found;
}
