import { Miniflare } from "miniflare";
import { freePort } from "../scripts/free-port.ts";
import { COMPATIBILITY } from "../scripts/miniflare.ts";
import { ownWorkerd } from "./own-workerd.ts";

type Bare = {
  /** The Worker, and in it the one class of objects of this name. */
  script: string;
  object: string;
  /** A folder for what objects store; without it nothing is left. */
  folder?: string;
  /** A port that leads to the Worker past Miniflare's own. */
  direct?: number;
};

/** The runtime as we start it, with a program in it that is none of ours. `pid`: its process. */
export async function startBare({ script, object, folder, direct }: Bare) {
  const port = await freePort();
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port,
    cf: false,
    telemetry: { enabled: false },
    ...(folder !== undefined && { durableObjectsPersist: folder }),
    workers: [
      {
        name: "bare",
        ...COMPATIBILITY,
        modules: true,
        script,
        durableObjects: { [object]: { className: object, useSQLite: true } },
        ...(direct !== undefined && {
          unsafeDirectSockets: [{ host: "127.0.0.1", port: direct }],
        }),
      },
    ],
  });
  const url = await miniflare.ready;
  return { url, pid: ownWorkerd(port), stop: () => miniflare.dispose() };
}
