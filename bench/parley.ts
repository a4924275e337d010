import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { issueTicket } from "#party/auth/ticket.ts";
import type { TokenKeys } from "#party/auth/token-keys.ts";
import type { Author } from "#party/rooms.ts";
import { runningProcesses } from "../scripts/processes.ts";
import { serversOn, startParley, type Parley } from "../test/servers.ts";
import { seatPeople, tokenKeysOf } from "../test/seated-people.ts";
import { WirePerson } from "../test/wire/person.ts";
import { pinGroup, SERVER_CORE } from "./cores.ts";
import type { Server } from "./dialects.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { memoryOf } from "./memory.ts";

/**
 * What protects a room from one person is out of the way of a few sockets that speak for hundreds; and a room may be further ahead of
 * its archive than any talk gets, because at full speed it is read-only after ten seconds. Nothing else is changed.
 */
export const RAISED_LIMITS = {
  sendBurst: 1e9,
  sendsPerSecond: 1e9,
  roomSendsPerSecond: 1e9,
  framesPerMinute: 1e9,
  archiveReadOnlyAfterEvents: 1e9,
} satisfies Partial<RoomLimits>;

export const SOCKETS_PER_PERSON = 5;
const SESSION_MS = 3_600_000;

/** This project as `npm start` runs it, on a core of its own, with a room that has people in it. */
export type ParleyBench = {
  parley: Parley;
  server: Server;
  room: string;
  /** Addresses to open so many sockets at, each with a ticket that lives for 30 seconds. */
  paths(sockets: number): Promise<string[]>;
  /** What the process of the rooms holds, in bytes. */
  memory(): number;
  stop(): Promise<void>;
};

/** `sockets`: how many the room has to have members for. */
export async function startParleyBench(sockets: number): Promise<ParleyBench> {
  const parley = await startParley({ limits: RAISED_LIMITS });
  leaveNothingOn(parley.dir);
  try {
    pinGroup(groupOf(parley), SERVER_CORE);
    const owner = await WirePerson.founder(parley.url);
    const room = await owner.createRoom("Concert hall");
    const keys = await tokenKeysOf(parley);
    const members = await seatPeople(parley, keys, room, Math.ceil(sockets / SOCKETS_PER_PERSON));
    let given = 0;
    return {
      parley,
      server: { dialect: "parley", url: parley.url },
      room,
      paths: async (count) => {
        const from = given;
        given += count;
        return Promise.all(
          Array.from({ length: count }, async (_, i) => {
            const author = members[Math.floor((from + i) / SOCKETS_PER_PERSON) % members.length];
            if (!author) throw new RangeError("a bench room needs people");
            return pathFor(keys, room, author);
          }),
        );
      },
      memory: () => memoryOfRooms(parley),
      stop: async () => void (await parley.stop()),
    };
  } catch (error) {
    await parley.stop();
    throw error;
  }
}

/** A ticket signed with the community's own keys; the server checks it as it checks every other. */
async function pathFor(keys: TokenKeys, room: string, author: Author): Promise<string> {
  const now = Date.now();
  const holder = { author, sessionExpiresAt: now + SESSION_MS };
  const ticket = await issueTicket(keys, { party: "room", id: v.parse(RoomId, room) }, holder, now);
  return `/parties/room/${room}?ticket=${ticket}`;
}

export function groupOf(parley: Parley): number {
  const group = serversOn(parley.dir)[0]?.group;
  if (group === undefined) throw new Error("the server has no processes");
  return group;
}

function memoryOfRooms(parley: Parley): number {
  const group = groupOf(parley);
  const found = runningProcesses().find(
    (each) => each.group === group && /\/workerd( |$)/.test(each.command),
  );
  if (!found) throw new Error("the rooms have no process");
  return memoryOf(found.pid);
}
