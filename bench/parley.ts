import { openDatabase, writeBatch } from "#db/client.ts";
import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { issueAccessToken } from "#party/auth/access-token.ts";
import { issueTicket } from "#party/auth/ticket.ts";
import { loadTokenKeys, type TokenKeys } from "#party/auth/token-keys.ts";
import { readEnv } from "#party/env.ts";
import type { Author } from "#party/rooms.ts";
import { dataFolder } from "../scripts/data-folder.ts";
import { databaseDoor } from "../scripts/libsql.ts";
import { openOperatorDoor } from "../scripts/operator-door.ts";
import { runningProcesses } from "../scripts/processes.ts";
import { openSecrets } from "../scripts/secrets.ts";
import { serversOn, startParley, type Parley } from "../test/servers.ts";
import { newId } from "../test/wire/new-id.ts";
import { ask, WirePerson } from "../test/wire/person.ts";
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
const IMPORTED_AT_ONCE = 500;
const JOINED_AT_ONCE = 8;
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
    const secrets = await openSecrets(dataFolder(parley.dir).secrets);
    const keys = await loadTokenKeys(
      readEnv({ ...secrets, LIBSQL_URL: parley.url, ORIGINS: parley.url }),
    );
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

/** People who exist and are members, as placeholders of an import: making accounts would take a second each. */
async function seatPeople(
  parley: Parley,
  keys: TokenKeys,
  room: string,
  count: number,
): Promise<Author[]> {
  const secrets = await openSecrets(dataFolder(parley.dir).secrets);
  const door = await openOperatorDoor(parley.url, secrets);
  const names = Array.from({ length: count }, (_, i) => `Guest ${i}`);
  const authors: Author[] = [];
  for (let from = 0; from < count; from += IMPORTED_AT_ONCE) {
    const wanted = names.slice(from, from + IMPORTED_AT_ONCE);
    const { people } = await door("/api/import/people", { source: "irc", names: wanted }, People);
    authors.push(
      ...people.map(({ id, name }) => ({
        person: id,
        name,
        role: "member" as const,
        session: `s-${id}`,
      })),
    );
  }
  await signIn(parley, authors);
  for (let from = 0; from < count; from += JOINED_AT_ONCE) {
    await Promise.all(
      authors
        .slice(from, from + JOINED_AT_ONCE)
        .map((author) => join(parley.url, keys, room, author)),
    );
  }
  return authors;
}

/** Who joins a room has to be signed in, and the database says whether they are. */
async function signIn(parley: Parley, authors: readonly Author[]): Promise<void> {
  const { url, token } = await databaseDoor(dataFolder(parley.dir));
  const people = JSON.stringify(authors.map(({ person, session }) => ({ person, session })));
  await writeBatch(openDatabase({ LIBSQL_URL: url, LIBSQL_TOKEN: token }), [
    {
      sql: "update accounts set kind = 'person' where id in (select value->>'person' from json_each(?))",
      args: [people],
    },
    {
      sql: `insert into sessions (id, account_id, version, device, created_at, last_used_at, expires_at)
        select value->>'session', value->>'person', 1, 'Bench', ?2, ?2, ?2 + ?3 from json_each(?1)`,
      args: [people, Date.now(), SESSION_MS],
    },
  ]);
}

const People = v.object({ people: v.array(v.object({ id: PersonId, name: v.string() })) });

async function join(url: string, keys: TokenKeys, room: string, author: Author): Promise<void> {
  const { token } = await issueAccessToken(keys, author, 1, Date.now());
  const body = { type: "room.join", id: newId() };
  const { status } = await ask(url, "POST", `/api/rooms/${room}/commands`, { token, body });
  if (status !== 200) throw new Error(`a guest could not join: ${status}`);
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
