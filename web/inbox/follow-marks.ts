import type { CommandId } from "#protocol/ids.ts";
import type { Positions } from "../read/positions.ts";
import { hearPositions, onMarkedHere } from "../read/read-position.ts";
import { placeOf } from "../place.ts";
import { entryAt, inbox, type Held } from "./held.ts";
import { withTold } from "./told-marks.ts";
import { wishes, type Wish } from "./wishes.ts";

/**
 * What is marked unread by hand goes both ways: what this tab marks is wished for, and what the inbox tells is so here, unless a wish
 * about the same place is still on its way. Gives what ends it.
 */
export function followMarks(newId: () => CommandId): () => void {
  const stopMarks = onMarkedHere((before, now) => {
    // What was opened may have no position here yet.
    for (const key of Object.keys({ ...before.read, ...now.read })) {
      const wish = wishFor(key, before, now, newId);
      if (wish) wishes.add(wish);
    }
  });
  const hear = (held: Held) => hearPositions((now) => withTold(now, held, wishes.all()));
  const stopInbox = inbox.subscribe(hear);
  hear(inbox.getState());
  return () => {
    stopMarks();
    stopInbox();
  };
}

function wishFor(
  key: string,
  before: Positions,
  now: Positions,
  newId: () => CommandId,
): Wish | null {
  const was = before.read[key]?.manual;
  const is = now.read[key]?.manual;
  if (was === is) return null;
  const place = placeOf(key);
  if (!place) return null;
  if (is === undefined) return { type: "opened", id: newId(), ...place };
  // Where nobody here knows the number of what is new, the inbox knows how far it was read.
  const seq = is > 0 ? is : (entryAt(inbox.getState(), place)?.read ?? 0) + 1;
  return { type: "unread", id: newId(), marks: [{ ...place, seq }] };
}
