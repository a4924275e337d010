import type { Person } from "#protocol/down.ts";
import type { Signal } from "./sync.ts";

/** Who is in the room now, as far as the room names them: large rooms only say how many. */
export type Here = { readonly count: number; readonly people: readonly Person[] };

export const NOBODY_HERE: Here = { count: 0, people: [] };

export function withPresence(
  here: Here,
  signal: Extract<Signal, { t: "here" | "presence" }>,
): Here {
  if (signal.t === "here") return { count: signal.count, people: signal.people };
  const moved = new Set([...signal.gone, ...signal.came.map(({ id }) => id)]);
  const stayed = here.people.filter(({ id }) => !moved.has(id));
  return { count: signal.count, people: [...stayed, ...signal.came] };
}
