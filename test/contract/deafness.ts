import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#protocol/events.ts";
import { MAX_EVENTS_BYTES_PER_FRAME, MAX_UNREAD_UNITS } from "#protocol/limits.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn } from "../servers.ts";
import { openDeaf } from "../wire/deaf-socket.ts";
import type { WirePerson } from "../wire/person.ts";
import type { WireSocket } from "../wire/socket.ts";
import type { Setting } from "./setting.ts";

/** The largest message there is: 16 KiB on the wire. */
const LONG = "🦉".repeat(4_000);
/** Twice as much as may wait for one of them. */
const MESSAGES = 1_000;
const AT_ONCE = 10;
const DEAF_PEOPLE = 5;
const SOCKETS_EACH = 5;
/** An owl is two units, and four bytes on the wire; what came before the last frame is allowed, and that frame. */
const MAY_WAIT_BYTES = 2 * (MAX_UNREAD_UNITS + MAX_EVENTS_BYTES_PER_FRAME);
/** In six runs on both hosts it was 73 to 150, most of it what so much talk leaves behind for a while, deaf sockets or none. */
const MAY_GROW_MIB = 220;

export function describeDeafness(setting: () => Setting): void {
  describe("sockets that do not read", () => {
    it("are cut off before they cost memory, nobody else notices, and they come back without loss", async () => {
      const { parley, ann } = setting();
      const room = await ann.createRoom("Concert hall");
      const people = await Promise.all(
        Array.from({ length: DEAF_PEOPLE }, (_, i) => ann.invite(`Deaf${i}`)),
      );
      for (const person of people) await person.join(room);
      const annHere = await ann.enter(room);
      const head = await annHere.caughtUp();
      const words = [
        JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 }),
      ];
      const tickets = await Promise.all(
        people.flatMap((person) => Array.from({ length: SOCKETS_EACH }, () => person.ticket(room))),
      );
      const deaf = await Promise.all(
        tickets.map((ticket) => openDeaf(parley.url, room, ticket, words)),
      );
      const before = memoryOf(parley.dir);
      await talk(annHere);
      expect(memoryOf(parley.dir) - before).toBeLessThan(MAY_GROW_MIB);

      const said = annHere.events().filter(({ seq }) => seq > head);
      expect(said.map(({ seq }) => seq - head)).toEqual(
        Array.from({ length: MESSAGES }, (_, i) => i + 1),
      );
      // 4408, as it stands in the frame that closes.
      for (const socket of deaf) {
        const waited = await socket.readUntil("\u0011\u0038too slow to read");
        expect(waited).toBeLessThan(MAY_WAIT_BYTES);
      }
      const [back] = people;
      expect(back && (await everythingAfter(back, room, head))).toEqual(said);
      for (const socket of deaf) socket.drop();
      await annHere.close();
    }, 120_000);
  });
}

/** The event is the acknowledgement. A pong is not: a host may give it before the room has looked at what came first. */
async function talk(socket: WireSocket): Promise<void> {
  for (let said = 0; said < MESSAGES; said += AT_ONCE) {
    const posts = Array.from({ length: AT_ONCE }, () => socket.post(LONG));
    await socket.untilEvent(({ id }) => id === posts.at(-1)?.id);
  }
}

/** What a socket that comes back is told, and what history holds of the gap in between. */
async function everythingAfter(
  person: WirePerson,
  room: string,
  cursor: number,
): Promise<RoomEvent[]> {
  const socket = await person.enter(room, cursor);
  const live = socket.events();
  await socket.close();
  const first = live[0]?.seq ?? 0;
  const missed: RoomEvent[] = [];
  for (let after = cursor; after + 1 < first; after = missed.at(-1)?.seq ?? first) {
    missed.push(...(await person.history(room, `?after=${after}&limit=200`)).messages);
  }
  return [...missed.filter(({ seq }) => seq < first), ...live];
}

/** What the process of the rooms holds, in MiB. */
function memoryOf(dir: string): number {
  const group = serversOn(dir)[0]?.group;
  const found = runningProcesses().find(
    (each) => each.group === group && /\/workerd( |$)/.test(each.command),
  );
  const status = readFileSync(`/proc/${found?.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}
