import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import { runningProcesses } from "../scripts/processes.ts";

/** Servers on one core, everything that makes load on another: neither takes time from the other. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** Whether processes can be kept to a core here. */
export function canPin(): boolean {
  if (os.cpus().length < 2) return false;
  try {
    execFileSync("taskset", ["-p", String(process.pid)], { stdio: "ignore" });
    return true;
  } catch {
    // Not on this system.
    return false;
  }
}

const pins = canPin();

/** Every thread of a process, now. Those that it starts later stay with it. */
export function pin(pid: number, core: number): void {
  if (!pins) return;
  pinTo(String(core), pid);
}

function pinTo(cores: string, pid: number): void {
  execFileSync("taskset", ["-a", "-p", "-c", cores, String(pid)], { stdio: "ignore" });
}

/** Back to all cores, and with it what this process starts from here on. */
export function unpin(): void {
  if (pins) pinTo(`0-${os.cpus().length - 1}`, process.pid);
}

export function pinGroup(group: number, core: number): void {
  for (const { pid } of runningProcesses().filter((each) => each.group === group)) pin(pid, core);
}

const TICKS_PER_SECOND = 100;

/** What a group of processes has used so far, in ms of one core. */
export function cpuOfGroup(group: number): number {
  const ticks = runningProcesses()
    .filter((each) => each.group === group)
    .map(({ pid }) => ticksOf(pid));
  return (ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND) * 1_000;
}

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(user) + Number(system);
  } catch {
    // It ended while we looked.
    return 0;
  }
}
