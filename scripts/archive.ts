/** `npm run archive -- status | refill | restore`: rebuilds rooms from their archive, and the archive from rooms. */
import { dataFolder } from "./data-folder.ts";
import { useEnvFile } from "./env-file.mjs";
import { readArchiveArguments, type ArchiveArguments } from "./archiving/arguments.ts";
import { knownRooms, wantedRooms } from "./archiving/known-rooms.ts";
import { refillArchive } from "./archiving/refill-archive.ts";
import { restoreRoom } from "./archiving/restore-room.ts";
import { statusOf, statusTable } from "./archiving/room-status.ts";
import { ownOperatorDoor } from "./operator-door.ts";
import { tell } from "./trouble.ts";

useEnvFile();
try {
  await lookAfter(readArchiveArguments(process.argv.slice(2)));
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}

async function lookAfter(wish: ArchiveArguments): Promise<void> {
  const data = dataFolder();
  const door = await ownOperatorDoor(wish.url, data);
  const known = await knownRooms(door, data.rooms);
  for (const note of known.notes) console.error(note);
  const rooms = wantedRooms(known.rooms, wish.rooms);
  switch (wish.what) {
    case "status":
      console.log(statusTable(await statusOf(door, rooms)));
      return;
    case "refill":
      await refillArchive(door, rooms, { newEpoch: wish.newEpoch, say: console.log });
      return;
    case "restore":
      for (const room of rooms) await restoreRoom(door, room, { ...wish, say: console.log });
  }
}
