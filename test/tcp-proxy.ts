import { createServer, connect, type Socket } from "node:net";
import { chanceFrom } from "./line/chance.ts";
import { carry } from "./line/one-way.ts";
import { Talk, type Trap, type TrapWish } from "./line/trap.ts";
import { FAIR, type Direction, type Weather } from "./line/weather.ts";

export type TcpProxy = {
  port: number;
  /** From now on, for old connections and new ones. */
  setWeather(weather: Weather): void;
  /** Ends every connection and takes no new one: a pulled cable, seen from both sides. */
  cut(): void;
  mend(): void;
  /** Every connection ends with a TCP reset, both ways. New ones are as before. */
  reset(): void;
  /** One end of every connection is reset; the other is told nothing, and what it says goes nowhere. */
  halfOpen(whoKnows: "client" | "server"): void;
  /** Nothing more comes in this direction, and its receiver is told so. The other direction goes on. */
  halfClose(direction: Direction): void;
  /** Resolves when it has sprung. One at a time. */
  trap(wish: TrapWish): Promise<void>;
  stop(): Promise<void>;
};

type Connection = { near: Socket; far: Socket; talk: Talk };

/**
 * A line between a client and a server that can really fail, in every way TCP has. A browser's own offline switch
 * leaves sockets alive.
 */
export async function startProxy(target: () => number, seed = 1): Promise<TcpProxy> {
  const chance = chanceFrom(seed);
  const connections = new Set<Connection>();
  const sockets = new Set<Socket>();
  let weather = FAIR;
  let isCut = false;
  let trap: Trap | null = null;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A line that is cut resets whoever was on it; that is what this is for.
    socket.on("error", () => socket.destroy());
  };

  const take = (near: Socket) => {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect({ port: target(), host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    keep(far);
    const connection = { near, far, talk: new Talk() };
    connections.add(connection);
    const way = (from: Socket, to: Socket, direction: Direction) => {
      const deliver = (piece: Buffer) => pass(connection, to, piece, direction);
      carry({ from, to, direction, weather: () => weather, chance, deliver });
      from.on("close", () => {
        connections.delete(connection);
        // Nobody hears of the other end on a connection that is silent.
        if (!connection.talk.isSilent) to.destroySoon();
      });
    };
    way(near, far, "up");
    way(far, near, "down");
  };

  const pass = (connection: Connection, to: Socket, piece: Buffer, direction: Direction) => {
    const { bytes, sprang } = connection.talk.pass(piece, direction, trap);
    if (bytes > 0) to.write(piece.subarray(0, bytes));
    if (!sprang) return;
    const sprung = trap;
    trap = null;
    if (sprung?.by === "silence") connection.talk.isSilent = true;
    // What passed shall arrive before the reset does.
    else setImmediate(() => resetBoth(connection));
    sprung?.sprung();
  };

  const all = (act: (connection: Connection) => void) => {
    for (const connection of connections) act(connection);
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, take);
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    port: address.port,
    setWeather: (next) => {
      weather = next;
    },
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    reset: () => all(resetBoth),
    halfOpen: (whoKnows) => {
      all(({ near, far, talk }) => {
        talk.isSilent = true;
        resetNow(whoKnows === "client" ? near : far);
      });
    },
    halfClose: (direction) => all(({ near, far }) => (direction === "up" ? far : near).end()),
    trap: (wish) =>
      new Promise((resolve) => {
        trap = { ...wish, left: wish.afterBytes, sprung: resolve };
      }),
    stop: () => {
      drop();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function resetBoth({ near, far }: Connection): void {
  resetNow(near);
  resetNow(far);
}

/** Node's own `resetAndDestroy` says a polite FIN first, and whoever reads that never notices the reset. */
function resetNow(socket: Socket): void {
  Reflect.set(socket, "resetAndClosing", true);
  socket.destroy();
}
