import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export type RunningProcess = { pid: number; parent: number; group: number; command: string };

/** Every process that can be seen, with its process group. */
export function runningProcesses(): RunningProcess[] {
  return process.platform === "linux" ? readProc() : askPs();
}

/** Ends every process of a group at once; fine when there is none. */
export function killGroup(group: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in it, which is what was wanted.
  }
}

// Small Linux images have no `ps`, but all have /proc.
function readProc(): RunningProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        // The program's name stands in brackets and may hold spaces and brackets itself.
        const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (state === "Z") return [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

function askPs(): RunningProcess[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat=,args="], {
    encoding: "utf8",
  });
  return [...table.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/gm)].map(
    ([, pid, parent, group, , command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      command: command ?? "",
    }),
  );
}
