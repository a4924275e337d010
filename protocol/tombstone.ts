import type { MessageDeleted, MessageEdited, MessagePosted, RoomEvent } from "./events.ts";
import { eventAt, withEvents, type Timeline } from "./timeline.ts";

/**
 * What stays of a message, or of an edit, when it is deleted: who, when, and what it belonged to. The fields keep their order,
 * because the archive does the same to its own text and compares.
 */
export function tombstoneOf<E extends MessagePosted | MessageEdited>(
  event: E,
  { by, at }: Pick<MessageDeleted, "by" | "at">,
): E {
  const { mentions: _, calls: __, action: ___, ...kept }: WithWords = event;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same event with less in it
  return { ...kept, body: "", deleted: { by, at } } as unknown as E;
}

type WithWords = { mentions?: unknown; calls?: unknown; action?: unknown };

/** The events whose words go with a deleted message: it, and its edits. */
export function erasedWith({ target, edits = [] }: MessageDeleted): number[] {
  return [target, ...edits];
}

/** The same event, without its words if one of these deletions has taken them. */
export function asDeleted(event: RoomEvent, deletions: readonly MessageDeleted[]): RoomEvent {
  if (event.type !== "message.posted" && event.type !== "message.edited") return event;
  if (event.deleted) return event;
  const deletion = deletions.find((one) => erasedWith(one).includes(event.seq));
  return deletion ? tombstoneOf(event, deletion) : event;
}

export function deletionsIn(events: readonly RoomEvent[]): MessageDeleted[] {
  return events.filter((event) => event.type === "message.deleted");
}

/** The story after these deletions, as far as this holder knows it. */
export function forgetWords(timeline: Timeline, deletions: readonly MessageDeleted[]): Timeline {
  const gone = deletions.flatMap((deletion) =>
    erasedWith(deletion).flatMap((seq) => {
      const event = eventAt(timeline, seq);
      const after = event && asDeleted(event, [deletion]);
      return after && after !== event ? [after] : [];
    }),
  );
  return withEvents(timeline, gone);
}
