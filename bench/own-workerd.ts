import { runningProcesses } from "../scripts/processes.ts";

/** The process of the Miniflare that this process has told to listen at `port`; by its id. */
export function ownWorkerd(port: number): number {
  const found = runningProcesses().find(
    ({ parent, command }) =>
      parent === process.pid && /\/workerd serve/.test(command) && command.includes(`:${port} `),
  );
  if (!found) throw new Error("there is no workerd");
  return found.pid;
}
