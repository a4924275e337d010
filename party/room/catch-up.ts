import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import { SNAPSHOT_EVENTS } from "#protocol/limits.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { asCalled } from "./called.ts";
import { write } from "./event-rows.ts";
import { eventPages } from "./fan-out.ts";
import type { Journal } from "./journal.ts";
import type { Who } from "../object/ports.ts";
import { courseFor, fitsResume, type Cursor } from "./resume.ts";

/** The first thing that anyone hears who comes in, by whichever door. */
export function welcome(journal: Journal, you: Who, archive: ArchiveState): DownMessage {
  const { epoch, head } = journal;
  const called = asCalled(journal.state, you);
  return { t: "welcome", version: PROTOCOL_VERSION, epoch, head, you: called, archive };
}

/** What someone lacks who knows the room up to `cursor`: pages of events, or a snapshot, each a message as text. */
export async function catchUp(journal: Journal, cursor: Cursor): Promise<string[]> {
  const course = courseFor(cursor, journal.epoch, journal.head);
  if (course.by === "events") {
    const events = await journal.read(course.from, journal.head);
    if (fitsResume(events)) return eventPages(events.map((event) => write(event).text));
  }
  const { seq, info, members, invited, pins } = journal.state;
  const from = Math.max(1, seq - SNAPSHOT_EVENTS + 1);
  const events = await journal.read(from, seq);
  const states = await journal.states.between(from, seq);
  const { epoch } = journal;
  const room = { seq, info, members, invited, pins, events, states };
  return [JSON.stringify({ t: "snapshot", epoch, ...room } satisfies DownMessage)];
}
