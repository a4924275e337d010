import type { PersonId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { Avatar } from "../ui/avatar.tsx";
import css from "./faces.module.css";

type FacesProps = { people: readonly PersonId[]; members: RoomState["members"] };

/** Who spoke in a thread, one over the other. Decoration. */
export function Faces({ people, members }: FacesProps) {
  return (
    <span className={css["faces"]} aria-hidden="true">
      {people.map((id) => (
        <Avatar key={id} id={id} name={members[id]?.name ?? ""} size="small" />
      ))}
    </span>
  );
}
