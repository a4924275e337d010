import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { HistoryCheck } from "../../test/history/check-history.ts";
import { LineDevice } from "../../test/faults/restart/line-device.ts";
import { until } from "../../test/faults/restart/restart-trial.ts";
import { joinAll, makePeople, tokenKeysOf } from "../../test/seated-people.ts";
import type { Parley } from "../../test/servers.ts";
import { comeAsPageOf } from "../../test/wire/page-socket.ts";
import { WirePerson } from "../../test/wire/person.ts";
import type { OwnCounts } from "./own-counts.ts";
import { bringPast } from "./past.ts";

/** A phone and a laptop. */
const DEVICES_PER_PERSON = 2;
export const SOCKETS_PER_ROOM = 50;
const ARRIVING_AT_ONCE = 10;
const GATHERED_WITHIN_MS = 300_000;

export type SoakRoom = { id: RoomId; check: HistoryCheck; devices: LineDevice[] };
export type Gathering = { owner: WirePerson; rooms: SoakRoom[]; devices: LineDevice[] };

/** So many sockets in rooms of fifty, each the client's own line with its way of coming back. Everybody is in one room, with two devices. */
export async function gather(
  parley: Parley,
  sockets: number,
  counts: OwnCounts,
): Promise<Gathering> {
  const owner = await WirePerson.founder(parley.url);
  const keys = await tokenKeysOf(parley);
  const people = await makePeople(parley, Math.ceil(sockets / DEVICES_PER_PERSON));
  comeAsPageOf(parley.url);
  const gathering: Gathering = { owner, rooms: [], devices: [] };
  while (gathering.devices.length < sockets) {
    const number = gathering.rooms.length;
    const title = `Room ${number}`;
    const id = v.parse(RoomId, await owner.createRoom(title));
    const check = new HistoryCheck();
    await bringPast(parley, owner, { id, name: title, check }, counts);
    const size = Math.min(SOCKETS_PER_ROOM, sockets - gathering.devices.length);
    const first = gathering.devices.length / DEVICES_PER_PERSON;
    const members = people.slice(first, first + Math.ceil(size / DEVICES_PER_PERSON));
    await joinAll(parley.url, keys, id, members);
    counts.made += 1 + members.length;
    const room: SoakRoom = { id, check, devices: [] };
    gathering.rooms.push(room);
    const history = {
      push: (note: Parameters<HistoryCheck["push"]>[0]) => {
        check.push(note);
        counts.note(note);
      },
    };
    for (let i = 0; i < size; i += 1) {
      const author = members[Math.floor(i / DEVICES_PER_PERSON)];
      if (!author) throw new RangeError("a soak room needs people");
      const name = `${author.name}, device ${i % DEVICES_PER_PERSON}`;
      const { heard, ticketed } = counts;
      const wish = { name, author, keys, url: parley.url, room: id, history, heard, ticketed };
      const device = new LineDevice(wish);
      room.devices.push(device);
      gathering.devices.push(device);
      const arriving = () => gathering.devices.filter(({ isLive }) => !isLive).length;
      await until(() => arriving() < ARRIVING_AT_ONCE, GATHERED_WITHIN_MS, "those before");
    }
  }
  await until(() => areLive(gathering.devices), GATHERED_WITHIN_MS, "everyone to be here");
  return gathering;
}

export function areLive(devices: readonly LineDevice[]): boolean {
  return devices.every(({ isLive }) => isLive);
}
