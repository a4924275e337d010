import { PersonCards } from "../people/person-cards.tsx";
import type { EarlyAsk } from "./early-ask.ts";
import { PeoplePanel } from "./people-panel.tsx";
import type { RoomHandle } from "./room-view.ts";

type RoomPeopleProps = {
  handle: RoomHandle;
  isOpen: boolean;
  onClose: () => void;
  /** What was pressed last, before this was loaded. */
  early: EarlyAsk;
};

/** Everything about the people of a room that what they say can do without: it is loaded behind it. */
export function RoomPeople({ handle, isOpen, onClose, early }: RoomPeopleProps) {
  return (
    <>
      {isOpen && <PeoplePanel handle={handle} onClose={onClose} />}
      <PersonCards early={early} />
    </>
  );
}
