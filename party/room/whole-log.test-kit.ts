import type { RoomEvent } from "#protocol/events.ts";
import type { RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";

/** All that has happened in a room, as somebody in it can read it, page by page. */
export async function wholeLog({ room }: RoomBench, by: Author): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const page = await room.pages.history(by, { after: events.length, limit: 200 });
    if (!page.ok) throw new Error(page.refusal.code);
    events.push(...page.value.messages);
    if (!page.value.hasMore) return events;
  }
}
