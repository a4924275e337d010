import type { RoomEvent } from "#protocol/events.ts";
import type { TcpProxy } from "../tcp-proxy.ts";

/** Who is ended by SIGKILL: workerd alone, sqld alone, or every process of the server at once. */
export type Victim = "rooms" | "database" | "everything";

/** A server that a test may do anything to. */
export type Served = {
  name: "PartyServer" | "PartyKit";
  url: string;
  port: number;
  /** The line between rooms and database, where a test can reach it. */
  database: TcpProxy | null;
  kill(victim: Victim): Promise<void>;
  /** Everything that is not running, on the same data and port. */
  start(): Promise<void>;
  startDatabase(): Promise<void>;
  /** Starts, and ends by SIGKILL so long after the process began, ready or not. */
  killWhileStarting(afterMs: number): Promise<void>;
  /** What the database holds of a room, in order. It has to be up. */
  readArchive(room: string): Promise<RoomEvent[]>;
  stop(): Promise<void>;
};
