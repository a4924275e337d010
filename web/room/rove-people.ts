import type { KeyboardEvent } from "react";
import { rove } from "../ui/rove.ts";

/** Arrow keys go from person to person, through all lists of the panel. */
export function rovePeople(event: KeyboardEvent<HTMLElement>): void {
  const people = [...event.currentTarget.querySelectorAll<HTMLElement>("button[data-person]")];
  rove(event, people, (person) => person === document.activeElement);
}
