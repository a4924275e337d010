import os from "node:os";
import { canPin, LOAD_CORE, SERVER_CORE } from "./cores.ts";

/** Where and when, as a reader of the figures has to know it. */
export function describeMachine(): string[] {
  const cores = os.cpus();
  const load = os.loadavg().map((each) => each.toFixed(1));
  return [
    `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    `${cores[0]?.model.trim() ?? "unknown processor"}, ${cores.length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`,
    `load average before: ${load.join(", ")}`,
    canPin()
      ? `servers on core ${SERVER_CORE}, everything that makes load on core ${LOAD_CORE}`
      : "servers and load share all cores: there is no taskset here",
  ];
}
