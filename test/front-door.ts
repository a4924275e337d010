import { connect, createServer, type Socket } from "node:net";

/** What stands between browsers and the server: a network that can be cut, or that lets no WebSocket through. */
export type FrontDoor = {
  port: number;
  cut(): void;
  mend(): void;
  /** Upgrades are hung up on from now on; open sockets end. Other requests pass. */
  forbidSockets(): void;
  allowSockets(): void;
  stop(): Promise<void>;
};

const UPGRADE = /^upgrade: websocket\r$/im;

export async function startFrontDoor(target: () => number): Promise<FrontDoor> {
  let isCut = false;
  let areSocketsForbidden = false;
  const all = new Set<Socket>();
  const upgraded = new Set<Socket>();
  const keep = (socket: Socket) => {
    all.add(socket);
    socket.on("close", () => {
      all.delete(socket);
      upgraded.delete(socket);
    });
    // Lines that are cut say so to both ends; that is what this is for.
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    // A browser opens a connection of its own for each WebSocket, so the first piece tells.
    near.once("data", (first) => {
      const isUpgrade = UPGRADE.test(first.toString("latin1"));
      if (isUpgrade && areSocketsForbidden) {
        near.destroy();
        return;
      }
      if (isUpgrade) upgraded.add(near);
      const far = connect(target(), "127.0.0.1");
      keep(far);
      far.write(first);
      near.pipe(far);
      far.pipe(near);
      near.on("close", () => far.destroy());
      far.on("close", () => near.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the door has no port");
  const end = (sockets: Set<Socket>) => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut() {
      isCut = true;
      end(all);
    },
    mend() {
      isCut = false;
    },
    forbidSockets() {
      areSocketsForbidden = true;
      end(upgraded);
    },
    allowSockets() {
      areSocketsForbidden = false;
    },
    stop() {
      end(all);
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
