import type { RefObject } from "react";
import { PersonCards } from "../people/person-cards.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import type { RoomHandle } from "./room-view.ts";

type RoomPeopleProps = {
  handle: RoomHandle;
  isOpen: boolean;
  onClose: () => void;
  /** What was pressed last, before this was loaded. */
  pressed: RefObject<MouseEvent | null>;
};

/** Everything about the people of a room that what they say can do without: it is loaded behind it. */
export function RoomPeople({ handle, isOpen, onClose, pressed }: RoomPeopleProps) {
  return (
    <>
      {isOpen && <PeoplePanel handle={handle} onClose={onClose} />}
      <PersonCards pressed={pressed} />
    </>
  );
}
