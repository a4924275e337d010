import { createContext, useContext, useMemo } from "react";
import { isCall } from "#protocol/calls.ts";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "./markup.text.ts";
import type { SpokenNames } from "./tokens.ts";

/** What people and rooms are called today. Messages hold ids, so that new names show through, and erased ones are gone. */
export type Names = {
  /** Who reads: what is said to them stands out. */
  me: string | null;
  person: (id: string) => string | undefined;
  room: (id: string) => string | undefined;
};

/** Whoever shows messages provides it: web/markup/room-names.tsx. */
export const NamesContext = createContext<Names>({
  me: null,
  person: () => undefined,
  room: () => undefined,
});

/** The same, with something to say for whom and what nobody knows. */
export function useSpokenNames(): SpokenNames {
  const names = useContext(NamesContext);
  const t = useText(markupText);
  return useMemo(() => spokenNames(names, t), [names, t]);
}

/** For where there are no components: notifications. */
export function spokenNames(
  names: Pick<Names, "person" | "room">,
  t: { someone: string; aRoom: string; spoiler: string },
): SpokenNames {
  return {
    person: (id) => (isCall(id) ? id : (names.person(id) ?? t.someone)),
    room: (id) => names.room(id) ?? t.aRoom,
    spoiler: t.spoiler,
  };
}
