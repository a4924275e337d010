import { useEffect, useEffectEvent } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { useSpokenNames } from "../markup/names.ts";
import { plainText } from "../markup/plain-text.ts";
import type { SpokenNames } from "../markup/tokens.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { announce } from "../ui/announcer.tsx";
import { nameOf } from "./called.ts";
import { isNews, messagesAfter } from "./jump-button.tsx";
import { timelineText } from "./timeline.text.ts";

/** What arrives within this time is told as one. */
const BURST_MS = 1_200;
/** Enough of a message to know whether to go and read it. */
const SPOKEN_LENGTH = 160;

/** Speaks of new messages to people who listen: one by its words, a burst by its number. Shows nothing. */
export function ArrivalAnnouncer({ handle, me }: { handle: RoomHandle; me: PersonId }) {
  const names = useSpokenNames();
  // Names may change while a burst waits to be told.
  const tellNow = useEffectEvent((view: RoomView, told: number) =>
    tellArrivals(view, told, me, names),
  );

  useEffect(() => {
    let told = handle.view.getState().room.seq;
    let seen = told;
    let burst: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      const view = handle.view.getState();
      const says = tellNow(view, told);
      burst = undefined;
      told = view.room.seq;
      if (says !== null) announce(says);
    };
    const stop = handle.view.subscribe(({ room, connection }) => {
      // What was spoken stands in the page, and may be what is deleted now.
      if (hasDeletion(room, seen)) announce("");
      seen = room.seq;
      // What was missed while away is read, not read out.
      if (connection.at !== "live") told = room.seq;
      else if (room.seq > told) burst ??= setTimeout(tell, BURST_MS);
    });
    return () => {
      stop();
      clearTimeout(burst);
    };
  }, [handle]);
  return null;
}

function hasDeletion({ timeline, seq: head }: RoomView["room"], after: number): boolean {
  for (let seq = after + 1; seq <= head; seq += 1) {
    if (eventAt(timeline, seq)?.type === "message.deleted") return true;
  }
  return false;
}

/** What to say about the messages of others after event `told`, or null when there are none. */
export function tellArrivals(
  { room }: RoomView,
  told: number,
  me: PersonId,
  names: SpokenNames,
): string | null {
  const count = messagesAfter(room.timeline, told, room.seq, me);
  if (count === 0) return null;
  if (count > 1) return timelineText.get().newMessages(count);
  for (let seq = told + 1; seq <= room.seq; seq += 1) {
    const event = eventAt(room.timeline, seq);
    if (event && isNews(event, me)) {
      return `${nameOf(event, room.members)}: ${plainText(event.body, names, event.action).slice(0, SPOKEN_LENGTH)}`;
    }
  }
  return null;
}
