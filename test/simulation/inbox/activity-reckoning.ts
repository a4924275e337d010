import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { Violation } from "../violation.ts";
import type { PersonSite, RoomSite } from "./inbox-world.ts";
import type { RoomLog } from "./room-log.ts";

/** What of a room concerns somebody, and whether it still does, by the names that `nameOf` gives. */
type Reckoned = Map<string, { isGone: boolean; isEdit: boolean; by?: PersonId }>;

/** A device's activity is what the log says, each thing once. @throws Violation where it is not. */
export function reckonActivity(
  { by, wishes }: PersonSite,
  { id, log }: RoomSite,
  activity: readonly ActivityEntry[],
): void {
  const reckoned = goThrough(log, by.person);
  const shown = activity.filter(({ room }) => room === id);
  const names = shown.map(nameOf);
  const where = `${by.person}, ${id}`;
  if (new Set(names).size !== names.length)
    throw new Violation("Somebody was told of one thing twice.", `${where}: ${names.join()}`);
  for (const [name, { isGone }] of reckoned) {
    const isDeleted = log.deletions.has(Number(name.split(" ")[1]));
    if (!isGone && !isDeleted && !names.includes(name))
      throw new Violation("Somebody was not told of what concerns them.", `${where}: ${name}`);
  }
  for (const entry of shown) {
    const known = reckoned.get(nameOf(entry));
    if (!known)
      throw new Violation("Somebody was told of what does not concern them.", nameOf(entry));
    if (known.isGone !== entry.isGone)
      throw new Violation(
        "Somebody is told that something is there, or gone, wrongly.",
        `${where}: ${nameOf(entry)}`,
      );
    const isRead = wishes.readUpTo({ room: id, thread: entry.thread }) >= entry.seq;
    const isMessage = !["reaction", "invitation", "note"].includes(entry.what);
    const isReadWith = isRead && isMessage;
    // Named by an edit of what was read before.
    const mayDiffer = isReadWith && known.isEdit;
    if (wishes.hasSeen(entry.id) ? !entry.isSeen : !mayDiffer && entry.isSeen !== isReadWith)
      throw new Violation(
        "What was looked at is news, or news is not.",
        `${where}: ${nameOf(entry)}`,
      );
  }
}

function nameOf({ what, seq, by, emoji }: ActivityEntry): string {
  if (what === "invitation" || what === "note") return `${what} ${seq}`;
  return what === "reaction" ? `reaction ${seq} ${by} ${emoji ?? ""}` : `message ${seq}`;
}

function goThrough(log: RoomLog, me: PersonId): Reckoned {
  const reckoned: Reckoned = new Map();
  let isIn = false;
  for (const event of log.events) {
    if (event.by === me) {
      if (event.type === "room.created" || event.type === "member.joined") isIn = true;
      if (event.type === "member.left") isIn = false;
    }
    if (isIn) hear(reckoned, log, me, event);
    hearInvitations(reckoned, me, event);
  }
  return reckoned;
}

/** One that is there ends by the next event that says so. Who made it, the log is asked for, not the event that ends it. */
function hearInvitations(reckoned: Reckoned, me: PersonId, event: RoomEvent): void {
  if (event.type === "member.invited" && event.people.includes(me))
    reckoned.set(`invitation ${event.seq}`, { isGone: false, isEdit: false, by: event.by });
  const isOver = ({ by }: { by?: PersonId }) =>
    (event.type === "member.uninvited" && event.person === me) ||
    (event.type === "member.joined" && event.by === me) ||
    (event.type === "member.left" && event.by === by);
  for (const [name, known] of reckoned)
    if (name.startsWith("invitation") && isOver(known)) known.isGone = true;
}

function hear(reckoned: Reckoned, log: RoomLog, me: PersonId, event: RoomEvent): void {
  if (event.type === "message.deleted") {
    for (const [name, known] of reckoned)
      if (Number(name.split(" ")[1]) === event.target) known.isGone = true;
    return;
  }
  if (event.by === me) return;
  if (event.type === "note.mentioned" && event.person === me)
    reckoned.set(`note ${event.seq}`, { isGone: false, isEdit: false });
  const isMine = (seq: number | undefined) => seq !== undefined && log.message(seq)?.by === me;
  if (event.type === "message.posted") {
    const isNamed = event.mentions?.includes(me) ?? false;
    // No device says here that somebody is at it, so nobody is called with those who are.
    const isCalled = event.calls === "room";
    if (isNamed || isCalled || isMine(event.replyTo) || isMine(event.thread))
      reckoned.set(`message ${event.seq}`, { isGone: false, isEdit: false });
  }
  if (event.type === "message.edited" && event.mentions?.includes(me)) {
    const name = `message ${event.target}`;
    if (!reckoned.has(name)) reckoned.set(name, { isGone: false, isEdit: true });
  }
  if (event.type === "message.reacted" && isMine(event.target)) {
    const name = `reaction ${event.target} ${event.by} ${event.emoji}`;
    if (event.on || reckoned.has(name)) reckoned.set(name, { isGone: !event.on, isEdit: false });
  }
}
