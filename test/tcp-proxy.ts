import { createServer, connect, type Socket } from "node:net";

export type TcpProxy = {
  port: number;
  /** Ends every connection and takes no new one: a pulled cable, seen from both sides. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
};

/** A line between a browser and the server that can really be cut. A browser's own offline switch leaves sockets alive. */
export async function startProxy(target: () => number): Promise<TcpProxy> {
  let isCut = false;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A line that is cut resets whoever was on it; that is what this is for.
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(target(), "127.0.0.1");
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    stop: () => {
      drop();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
