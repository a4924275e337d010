import type { Changes, InboxDown } from "#protocol/inbox/frames.ts";
import { MAX_EVENTS_BYTES_PER_FRAME } from "#protocol/limits.ts";
import type { InboxLog } from "./inbox-log.ts";

/** What a device that is at `cursor` has to be told to be at the head, in as many frames as it takes; none where it is there. */
export function catchUpFrames(log: InboxLog, cursor: number, isAnew: boolean): Changes[] {
  const changed = log.after(cursor);
  const frames: Changes[] = [];
  let from = cursor;
  let page: Changes["entries"] = [];
  let size = 0;
  for (const [place, { v, entry }] of changed.entries()) {
    page.push(entry);
    size += JSON.stringify(entry).length;
    const isLast = place === changed.length - 1;
    if (!isLast && size < MAX_EVENTS_BYTES_PER_FRAME) continue;
    const to = isLast ? log.head : v;
    frames.push({ t: "changes", from, to, entries: page });
    from = to;
    page = [];
    size = 0;
  }
  const [first] = frames;
  if (first && isAnew) frames[0] = { ...first, isAnew };
  // Somebody who comes with another life's numbers has to forget them, also where there is nothing yet.
  if (!first && isAnew) frames.push({ t: "changes", from, to: log.head, isAnew, entries: [] });
  return frames;
}

export function frameOf(...messages: InboxDown[]): string {
  return JSON.stringify(messages);
}
