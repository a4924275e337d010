import { freePort } from "../scripts/free-port.ts";
import { startBare } from "./bare-runtime.ts";
import { pin, SERVER_CORE } from "./cores.ts";
import { Crowd } from "./crowd.ts";
import { memoryOf } from "./memory.ts";
import { pauseFor } from "./schedule.ts";

/** The least that a room can be: a Worker that hands each socket on to one object, and an object that takes it and does nothing. */
const PROGRAM = `
  import { DurableObject } from "cloudflare:workers";
  export class Room extends DurableObject {
    fetch() {
      const pair = new WebSocketPair();
      this.ctx.acceptWebSocket(pair[1]);
      return new Response(null, { status: 101, webSocket: pair[0] });
    }
    webSocketMessage() {}
  }
  export default { fetch: (request, env) => env.Room.get(env.Room.idFromName("room")).fetch(request) };
`;
const AT_ONCE = 200;

/** What the runtime itself takes for each of so many sockets, in bytes: nobody on it can take less. */
export async function measureBareSockets(sockets: number): Promise<number> {
  const port = await freePort();
  const { pid, stop } = await startBare({ script: PROGRAM, object: "Room", direct: port });
  const crowd = await Crowd.start();
  try {
    pin(pid, SERVER_CORE);
    const before = memoryOf(pid);
    while (crowd.size < sockets) {
      const next = Math.min(AT_ONCE, sockets - crowd.size);
      const paths = Array.from({ length: next }, () => "/");
      await crowd.open({ dialect: "parley", url: `http://127.0.0.1:${port}` }, paths);
    }
    await pauseFor(2_000);
    return (memoryOf(pid) - before) / sockets;
  } finally {
    await crowd.stop();
    await stop();
  }
}
