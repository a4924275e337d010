import { killGroup } from "../scripts/processes.ts";
import { serversOn } from "../test/servers.ts";

const folders = new Set<string>();

/** However a bench ends, what it has started on this data folder ends with it. */
export function leaveNothingOn(folder: string): void {
  if (folders.size === 0) {
    process.once("exit", endAll);
    // Some tools say it twice, and the second time must not end this before it has ended the others.
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
  }
  folders.add(folder);
}

function endAll(): void {
  // Their supervisors end by themselves when what they watch over is gone.
  for (const folder of folders) for (const { group } of serversOn(folder)) killGroup(group);
}
