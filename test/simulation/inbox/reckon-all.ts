import type { ActivityEntry, RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import { Violation } from "../violation.ts";
import type { InboxWorld, PersonSite, RoomSite } from "./inbox-world.ts";
import { isSame, numbersOf, placeName } from "./inbox-witness.ts";
import { isOwnTrue } from "./own-deeds.ts";
import { reckonActivity } from "./activity-reckoning.ts";
import { reckonByHand, reckonRoom } from "./reckoning.ts";
import type { SimDevice } from "./sim-device.ts";
import { reckonThread } from "./thread-reckoning.ts";

/** Everything that a device shows must be what the logs and what was asked for say. @throws Violation where it is not. */
export function isAllTrue(world: InboxWorld, person: PersonSite, device: SimDevice): void {
  for (const room of world.rooms) {
    const entry = device.get("room").find((each) => each.room === room.id);
    const isMember = room.log.joinedAt(person.by.person) !== null;
    if (entry) isRoomTrue(person, room, entry, device.get("activity"));
    else if (isMember) throw new Violation("A device does not know of a room.", room.id);
    for (const { seq, thread } of room.log.messages()) {
      if (thread !== undefined) continue;
      const shown = device
        .get("thread")
        .find(({ room: id, root }) => id === room.id && root === seq);
      isThreadTrue(person, room, seq, shown, device.get("activity"));
      const last = Math.max(0, ...numbersOf(shown?.unread ?? []));
      // Where the room is open, a device hears what comes after that by itself.
      if (last > (entry?.heard ?? 0))
        throw new Violation("A room was heard less far than its thread.", placeName(room.id, seq));
    }
    reckonActivity(person, room, device.get("activity"));
  }
  isOwnTrue(world, person, device);
}

function isRoomTrue(
  person: PersonSite,
  { id, log }: RoomSite,
  entry: RoomEntry,
  activity: readonly ActivityEntry[],
): void {
  const { by, wishes } = person;
  const where = `${by.person}, ${placeName(id, undefined)}`;
  const joined = log.joinedAt(by.person);
  if (entry.isMember !== (joined !== null))
    throw new Violation("An inbox is wrong about who is in a room.", where);
  const read = Math.max(joined ?? 0, wishes.readUpTo({ room: id }));
  if (joined !== null && entry.read !== read)
    throw new Violation("A read mark is not the furthest.", `${where}: ${entry.read}, not ${read}`);
  const { unread, mentions } = reckonRoom(log, by.person, log.head, read);
  if (entry.unread) isSame(where, numbersOf(entry.unread), unread);
  if (entry.count !== unread.size + countByHand(entry))
    throw new Violation("A count is wrong.", `${where}: ${entry.count}, not ${unread.size}`);
  isNamedRightly(person, log, where, numbersOf(entry.mentions), mentions, activity, id);
  isByHandRight(person, { id, log }, undefined, entry);
  const level = wishes.settings({ room: id }, ["level"]).at(-1)?.command;
  if (level?.type === "level" && level.level !== entry.level)
    throw new Violation("A setting was not kept.", where);
}

function isThreadTrue(
  person: PersonSite,
  { id, log }: RoomSite,
  root: number,
  entry: ThreadEntry | undefined,
  activity: readonly ActivityEntry[],
): void {
  const { by, wishes } = person;
  const place = { room: id, thread: root };
  const where = `${by.person}, ${placeName(id, root)}`;
  const read = wishes.readUpTo(place);
  const settings = wishes.settings(place, ["follow", "mute"]);
  const readInRoom = wishes.readUpTo({ room: id });
  const ways = reckonThread({ log, me: by.person, root, read, readInRoom, settings });
  if (!ways) return;
  const shown = entry?.unread === null ? null : new Set(numbersOf(entry?.unread ?? []));
  const count = entry ? entry.count - countByHand(entry) : 0;
  const way = ways.find(
    ({ unread, follow, isMuted }) =>
      follow === (entry?.follow ?? null) &&
      isMuted === (entry?.isMuted ?? false) &&
      unread.size === count &&
      [...unread].every((seq) => shown?.has(seq) ?? true),
  );
  if (!way) {
    const must = ways.map(({ unread, ...rest }) => JSON.stringify([[...unread], rest]));
    const is = JSON.stringify(entry ?? null);
    throw new Violation("A thread is counted wrong.", `${where}: ${is}, not ${must.join(" or ")}`);
  }
  if (!entry) return;
  if (entry.read < read) throw new Violation("A read mark is not the furthest.", where);
  const named = [...way.unread].filter(
    (seq) => !log.message(seq)?.alsoInRoom && log.names(seq, by.person),
  );
  isNamedRightly(person, log, where, numbersOf(entry.mentions), new Set(named), activity, id);
  isByHandRight(person, { id, log }, root, entry);
}

/** Mentions are those of unread messages; but for what was looked at in the activity, unless it was edited to name them again. */
function isNamedRightly(
  { wishes }: PersonSite,
  log: RoomSite["log"],
  where: string,
  told: readonly number[],
  named: ReadonlySet<number>,
  activity: readonly ActivityEntry[],
  room: RoomSite["id"],
): void {
  const isLookedAt = (seq: number) =>
    activity.some(
      (entry) =>
        entry.room === room &&
        entry.seq === seq &&
        entry.what !== "reaction" &&
        wishes.hasSeen(entry.id),
    );
  const must = [...named].filter((seq) => !isLookedAt(seq));
  const may = [...named].filter((seq) => isLookedAt(seq) && log.edits(seq).length > 0);
  isSame(`mentions of ${where}`, told, new Set(must), new Set(may));
}

/** What was marked unread by hand last, unless it was opened, or they have left since. */
function isByHandRight(
  { by, wishes }: PersonSite,
  { id, log }: Pick<RoomSite, "id" | "log">,
  thread: number | undefined,
  entry: RoomEntry | ThreadEntry,
): void {
  const where = `by hand, ${by.person}, ${placeName(id, thread)}`;
  const wish = wishes.settings({ room: id, thread }, ["unread", "opened"]).at(-1);
  const [mark] = wish?.command.type === "unread" ? wish.command.marks : [];
  const shown = entry.manual;
  if (!wish || !mark) {
    if (shown) throw new Violation("What was opened is still unread by hand.", where);
    return;
  }
  const moves = log.events.filter(
    ({ type, by: who }) =>
      who === by.person && /^(room\.created|member\.(joined|left))$/.test(type),
  );
  const isOver = log.joinedAt(by.person) === null || moves.some(({ seq }) => seq > wish.to);
  const mayBeOver = moves.some(({ seq }) => seq > wish.from) || hasLetGo(wishes, id, thread);
  if (!shown) {
    if (!mayBeOver && !isOver) throw new Violation("What was marked unread by hand is not.", where);
    return;
  }
  if (isOver) throw new Violation("What was left is still unread by hand.", where);
  const numbers = numbersOf(shown.unread);
  const joins = moves.filter(({ type }) => type !== "member.left").map(({ seq }) => seq);
  const readInRoom = Math.max(wishes.readUpTo({ room: id }), ...joins);
  // Where a thread was followed or muted, everything before that counts as read, and who knows when it was. Else marks count whenever they came.
  const isSet = wishes.settings({ room: id, thread }, ["follow", "mute"]).length > 0;
  const all = isSet ? [0, ...log.events.map(({ seq }) => seq)] : [];
  const isReckoned = (read: number) => {
    const reckoned = reckonByHand(log, by.person, thread, { from: mark.seq, read, readInRoom });
    return reckoned.length === numbers.length && reckoned.every((seq) => numbers.includes(seq));
  };
  const isRight = [entry.read, ...all].some(isReckoned);
  if (!isRight || shown.from !== mark.seq)
    throw new Violation(
      "What was marked unread by hand is another.",
      `${where}: ${numbers.join()}`,
    );
}

function countByHand({ manual }: RoomEntry | ThreadEntry): number {
  return numbersOf(manual?.unread ?? []).length;
}

/** A thread that is not followed any more has nothing unread. */
function hasLetGo(wishes: PersonSite["wishes"], room: RoomSite["id"], thread?: number): boolean {
  return wishes
    .settings({ room, thread }, ["follow"])
    .some(({ command }) => command.type === "follow" && !command.on);
}
