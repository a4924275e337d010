import type { PersonId } from "#protocol/ids.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomLog } from "./room-log.ts";
import type { Wish } from "./wishes.ts";

/** What may be true of a thread at the end of the log. */
export type ThreadTruth = {
  unread: ReadonlySet<number>;
  follow: boolean | null;
  isMuted: boolean;
};

/** More ways to tell a story than this are not gone through. */
const MOST_WAYS = 600;

type Asked = {
  log: RoomLog;
  me: PersonId;
  root: number;
  read: number;
  readInRoom: number;
  settings: readonly Wish[];
};

/**
 * All that may be unread in a thread, counted from the log. There is more than one answer where it depends on when an inbox heard: what
 * it was asked to follow begins when it was asked, and what was deleted before it was heard was never said. Null: too many.
 */
export function reckonThread(asked: Asked): ThreadTruth[] | null {
  const { log, settings } = asked;
  const ghosts = log.events.filter((event) => isGhost(asked, event)).map(({ seq }) => seq);
  let ways: Way[] = [{ at: [], heard: new Set() }];
  for (const { from, to } of settings) {
    ways = ways.flatMap((way) =>
      Array.from({ length: to - from + 1 }, (_, n) => from + n)
        .filter((at) => at >= (way.at.at(-1) ?? 0))
        .map((at) => ({ ...way, at: [...way.at, at] })),
    );
    if (ways.length > MOST_WAYS) return null;
  }
  for (const seq of ghosts) {
    ways = ways.flatMap((way) => [way, { ...way, heard: new Set([...way.heard, seq]) }]);
    if (ways.length > MOST_WAYS) return null;
  }
  return ways.map((way) => walk(asked, way));
}

/** When each setting was done, and which ghosts were heard of. */
type Way = { at: readonly number[]; heard: ReadonlySet<number> };

/** Of a message that is deleted by now, or said before somebody came, and that would make the thread theirs. */
function isGhost({ log, me, root }: Asked, event: RoomEvent): boolean {
  const { seq, by } = event;
  if (event.type === "message.posted")
    return (
      event.thread === root &&
      log.deletions.has(seq) &&
      (by === me || log.message(root)?.by === me || (event.mentions?.includes(me) ?? false))
    );
  if (event.type !== "message.edited" || !event.mentions?.includes(me)) return false;
  const target = log.message(event.target);
  if (target?.thread !== root) return false;
  return log.deletions.has(event.target) || event.target < (log.joinedAt(me, seq) ?? 0);
}

/** What the room shows too may be read in either. */
function isRead({ log, read, readInRoom }: Asked, seq: number): boolean {
  return seq <= read || (log.message(seq)?.alsoInRoom === true && seq <= readInRoom);
}

function walk(asked: Asked, way: Way): ThreadTruth {
  const { log, me, root, settings } = asked;
  const counted = new Set<number>();
  let isIn = false;
  let follow: boolean | null = null;
  let isMuted = false;
  let concerns = false;
  // What was said before they took any notice of it themselves is no news.
  let floor = 0;
  let isKnown = false;
  const isFollowed = () => follow ?? concerns;
  const set = (at: number) => {
    for (const [nth, { command }] of settings.entries()) {
      if (way.at[nth] !== at || (command.type !== "follow" && command.type !== "mute")) continue;
      if (!isKnown) floor = at;
      isKnown = true;
      if (command.type === "mute") isMuted = command.on;
      else {
        if (command.on && !isFollowed()) floor = at;
        if (!command.on) counted.clear();
        follow = command.on;
      }
    }
  };
  set(0);
  for (const event of log.events) {
    hear(event);
    set(event.seq);
  }
  return {
    unread: new Set([...counted].filter((seq) => !isRead(asked, seq) && !log.deletions.has(seq))),
    follow,
    isMuted,
  };

  function hear(event: RoomEvent): void {
    const { seq, by, type } = event;
    if (by === me && (type === "room.created" || type === "member.joined")) isIn = true;
    if (by === me && type === "member.left") {
      [isIn, concerns, follow, isMuted] = [false, false, null, false];
      counted.clear();
    }
    if (!isIn || (isGhost(asked, event) && !way.heard.has(seq))) return;
    if (type === "message.posted" && event.thread === root) {
      const isTheirs = by === me || log.message(root)?.by === me;
      concerns ||= isTheirs || (event.mentions?.includes(me) ?? false);
      isKnown ||= concerns;
      if (isFollowed() && by !== me) counted.add(seq);
    }
    if (type === "message.edited" && by !== me && event.mentions?.includes(me)) {
      const target = log.message(event.target);
      if (target?.thread !== root || target.alsoInRoom) return;
      const isNew = !isFollowed();
      [concerns, isKnown] = [true, true];
      // Named where they did not follow: that message is news, unless it was read, or they have said that they do not want it.
      if (isNew && isFollowed() && event.target > floor) counted.add(event.target);
    }
  }
}
