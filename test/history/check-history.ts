import { findCommandFaults } from "./check-commands.ts";
import { findLineFaults } from "./check-lines.ts";
import { findLogFaults } from "./check-log.ts";
import { findPageFaults } from "./check-pages.ts";
import type { Fault } from "./fault.ts";
import type { History } from "./note.ts";

/** Everything that is wrong in a history (contract C1, C3 to C7, C9, C13). Pure; an empty list is a clean run. */
export function checkHistory(history: History): Fault[] {
  return [
    ...findLogFaults(history),
    ...findCommandFaults(history),
    ...findLineFaults(history),
    ...findPageFaults(history),
  ];
}
