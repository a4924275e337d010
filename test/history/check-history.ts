import { CommandCheck } from "./check-commands.ts";
import { LineCheck } from "./check-lines.ts";
import { LogCheck } from "./check-log.ts";
import { PageCheck } from "./check-pages.ts";
import type { Fault } from "./fault.ts";
import type { History, HistoryPart, Note } from "./note.ts";

/** Everything that is wrong in a history (contract C1, C3 to C7, C9, C13). Pure; an empty list is a clean run. */
export function checkHistory(history: History): Fault[] {
  const check = new HistoryCheck();
  for (const note of history) check.push(note);
  return check.faults();
}

/**
 * Looks at a history of one room while it happens, so that nobody has to keep it: what stays are the room's events and commands, each once,
 * however many have heard of them.
 */
export class HistoryCheck implements HistoryPart {
  readonly #parts: readonly HistoryPart[] = [
    new LogCheck(),
    new CommandCheck(),
    new LineCheck(),
    new PageCheck(),
  ];

  push(note: Note): void {
    for (const part of this.#parts) part.push(note);
  }

  /** When all is over. */
  faults(): Fault[] {
    return this.#parts.flatMap((part) => part.faults());
  }
}
