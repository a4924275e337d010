import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Entry, RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import { nameOf } from "#protocol/inbox/entries.ts";
import type { RoomId } from "#protocol/ids.ts";
import { Violation } from "../violation.ts";
import type { InboxWorld, PersonSite } from "./inbox-world.ts";
import { reckonRoom } from "./reckoning.ts";

/** The numbers in these runs. */
export function numbersOf(runs: readonly number[]): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < runs.length; i += 2)
    for (let n = runs[i] ?? 0; n <= (runs[i + 1] ?? 0); n += 1) numbers.push(n);
  return numbers;
}

/** What a device is told must be true of the log that it says it has heard, in the moment in which it is told. */
export function isTrue(
  world: InboxWorld,
  person: PersonSite,
  before: Entry | undefined,
  entry: Entry,
): void {
  if (entry.kind !== "room" && entry.kind !== "thread") return;
  const { log } = world.room(entry.room);
  const where = `${person.by.person}, ${nameOf(entry)}`;
  addsUp(entry, where);
  const was = before?.kind === entry.kind ? before.read : 0;
  if (entry.read < was && !isForgotten(world, entry))
    throw new Violation("What was read is unread again.", where);
  const told = [...numbersOf(entry.unread ?? []), ...numbersOf(entry.mentions)];
  for (const seq of told) {
    const message = log.message(seq);
    if (!message) throw new Violation("Something counts that was never said.", `${where}, ${seq}`);
    if (message.by === person.by.person)
      throw new Violation("One's own message counts.", `${where}, ${seq}`);
  }
  if (entry.kind === "room") isTrueRoom(world, person, entry, where);
}

/** With a life of the room goes what was read beyond the events that came back; devices say it again. */
function isForgotten(world: InboxWorld, { room, read }: RoomEntry | ThreadEntry): boolean {
  return read >= Math.min(...world.room(room).began);
}

function isTrueRoom(world: InboxWorld, person: PersonSite, entry: RoomEntry, where: string): void {
  const { log } = world.room(entry.room);
  const me = person.by.person;
  const { heard, read, unread, count, manual, isMember } = entry;
  if (heard > log.head) throw new Violation("An inbox has heard what did not happen.", where);
  const joined = log.joinedAt(me, heard);
  if (isMember !== (joined !== null))
    throw new Violation("An inbox is wrong about who is in a room.", where);
  const marks = person.wishes.marks(entry);
  const isCut = world.room(entry.room).began.includes(read) && marks.some((seq) => seq > read);
  if (joined !== null && read !== joined && !marks.includes(read) && !isCut)
    throw new Violation("Something is read that nobody has read.", `${where}, ${read}`);
  const reckoned = reckonRoom(log, me, heard, read);
  const [least, most] = [reckoned.unread.size, reckoned.unread.size + reckoned.maybe.size];
  const counted = count - numbersOf(manual?.unread ?? []).length;
  if (counted < least || counted > most)
    throw new Violation("A count is wrong.", `${where}: ${counted}, not ${least}, ${heard}`);
  if (unread === null) return;
  isSame(where, numbersOf(unread), reckoned.unread, reckoned.maybe);
}

/** @throws Violation where `told` is not exactly `must`, but for what `may` be there, too. */
export function isSame(
  where: string,
  told: readonly number[],
  must: ReadonlySet<number>,
  may: ReadonlySet<number> = new Set(),
): void {
  const missing = [...must].find((seq) => !told.includes(seq));
  if (missing !== undefined)
    throw new Violation("What was not read does not count.", `${where}, ${missing}`);
  const wrong = told.find((seq) => !must.has(seq) && !may.has(seq));
  if (wrong !== undefined)
    throw new Violation("Something counts that should not.", `${where}, ${wrong}`);
}

/** A badge's number is that of the messages behind it, and the first is the first of them. */
function addsUp(entry: RoomEntry | ThreadEntry, where: string): void {
  const { unread, manual, count, first } = entry;
  if (unread === null) return;
  const byHand = numbersOf(manual?.unread ?? []);
  const all = [...numbersOf(unread), ...byHand];
  const lowest = all.length > 0 ? Math.min(...all) : (manual?.from ?? null);
  if (new Set(all).size !== all.length || count !== all.length || first !== lowest)
    throw new Violation("A count does not add up.", `${where}: ${JSON.stringify(entry)}`);
}

/** What was done was told before, to the device that asked, too. */
export function isAnswered(
  world: InboxWorld,
  entries: ReadonlyMap<string, Entry>,
  command: InboxCommand,
): void {
  if (command.type !== "read") return;
  for (const { room, thread, seq } of command.marks) {
    const entry = entries.get(placeName(room, thread));
    const isPlace = entry?.kind === "room" || entry?.kind === "thread";
    if (isPlace && entry.read < seq && !isForgotten(world, entry))
      throw new Violation("What was read is done, and was not told.", `${room}, ${seq}`);
  }
}

export function placeName(room: RoomId, thread: number | undefined): string {
  return thread === undefined ? `room ${room}` : `thread ${room} ${thread}`;
}
