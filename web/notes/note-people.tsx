import { use, useSyncExternalStore } from "react";
import * as v from "valibot";
import type { Awareness } from "y-protocols/awareness";
import { useText } from "../i18n/i18n.ts";
import { NamesContext } from "../markup/names.ts";
import { Avatar } from "../ui/avatar.tsx";
import css from "./note-panel.module.css";
import { notesText } from "./notes.text.ts";

/** So many faces stand in the line of the title. */
const MOST_FACES = 3;
const Somebody = v.object({ user: v.object({ id: v.string() }) });

/** Who else has the note open, by the server's word. */
export function NotePeople({ awareness, me }: { awareness: Awareness; me: string }) {
  const t = useText(notesText);
  const names = use(NamesContext);
  const people = usePeople(awareness)
    .filter((id) => id !== me)
    .flatMap((id) => {
      const name = names.person(id);
      return name === undefined ? [] : [{ id, name }];
    });
  if (people.length === 0) return null;
  const says = t.alsoHere({ names: people.map(({ name }) => name).join(", ") });
  return (
    <span className={css["people"]} role="img" aria-label={says} title={says}>
      {people.slice(0, MOST_FACES).map(({ id, name }) => (
        <Avatar key={id} id={id} name={name} size="small" />
      ))}
      {people.length > MOST_FACES && (
        <span className={css["others"]}>+{people.length - MOST_FACES}</span>
      )}
    </span>
  );
}

/** Everyone once, however many tabs they have. The same list while nobody comes or goes. */
function usePeople(awareness: Awareness): readonly string[] {
  const told = useSyncExternalStore(
    (look) => {
      awareness.on("change", look);
      return () => awareness.off("change", look);
    },
    () => peopleIn(awareness).join("\n"),
  );
  return told === "" ? [] : told.split("\n");
}

function peopleIn(awareness: Awareness): string[] {
  const ids = [...awareness.getStates()]
    .filter(([client]) => client !== awareness.clientID)
    .flatMap(([, state]) => (v.is(Somebody, state) ? [state.user.id] : []));
  return [...new Set(ids)].toSorted();
}
