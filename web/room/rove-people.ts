import type { KeyboardEvent } from "react";

/** Arrow keys go from person to person, through all lists of the panel. */
export function rovePeople(event: KeyboardEvent<HTMLElement>): void {
  const people = Array.from(
    event.currentTarget.querySelectorAll<HTMLElement>("button[data-person]"),
  );
  const at = people.findIndex((person) => person === document.activeElement);
  const to = at === -1 ? null : targetOf(event.key, at, people.length);
  if (to === null) return;
  event.preventDefault();
  people[to]?.focus();
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
