import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../scripts/free-port.ts";
import { pin, SERVER_CORE } from "./cores.ts";
import type { Server } from "./dialects.ts";

const PROGRAM = fileURLToPath(new URL("socket-io-server.ts", import.meta.url));

export type SocketIoBench = {
  server: Server;
  pid: number;
  paths(sockets: number): string[];
  stop(): Promise<void>;
};

/** Socket.IO on a core of its own. */
export async function startSocketIo(): Promise<SocketIoBench> {
  const port = await freePort();
  const child = fork(PROGRAM, [String(port)], {
    execArgv: ["--import", "tsx"],
    // A group of its own, so that what it uses can be told from what the load does. It ends when this process does.
    detached: true,
    env: { ...process.env, NODE_ENV: "production" },
  });
  const exited = once(child, "exit");
  await once(child, "message");
  const pid = child.pid ?? 0;
  pin(pid, SERVER_CORE);
  return {
    server: { dialect: "socket.io", url: `http://127.0.0.1:${port}` },
    pid,
    paths: (sockets) =>
      Array.from({ length: sockets }, () => "/socket.io/?EIO=4&transport=websocket"),
    stop: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
