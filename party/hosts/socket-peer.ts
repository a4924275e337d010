import type { BinaryPeer, PeerMemory } from "../object/ports.ts";

/** What both hosts' connections have: a server-made id, state that survives sleep, send and close. */
export type Connection = {
  id: string;
  readonly state: PeerMemory | null;
  setState(state: PeerMemory): unknown;
  send(frame: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
};

export function peerOver(connection: Connection): BinaryPeer {
  return {
    id: connection.id,
    get memory() {
      if (!connection.state) throw new RangeError("a socket that was not admitted has no memory");
      return connection.state;
    },
    remember: (memory) => void connection.setState(memory),
    send: (frame) =>
      quietly(() => connection.send(typeof frame === "string" ? frame : frame.bytes)),
    sendBytes: (bytes) => quietly(() => connection.send(bytes)),
    close: (code, reason) => quietly(() => connection.close(code, reason)),
  };
}

/** A socket may go at any moment, and both calls throw when it has. Its own close event will say so. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Nobody is there to be told.
  }
}

/** The sockets that outlived an object's sleep. */
export function peersOver(connections: Iterable<Connection>): BinaryPeer[] {
  return [...connections].filter(({ state }) => state !== null).map(peerOver);
}
