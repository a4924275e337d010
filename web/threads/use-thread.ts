import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { Rows } from "../timeline/rows.ts";
import { repliesIn } from "./replies.ts";
import { threadRows } from "./thread-rows.ts";

type Thread = {
  /** What it hangs on: undefined while it is not loaded, null where it is no message. */
  root: MessagePosted | undefined | null;
  replies: readonly MessagePosted[];
  /** How many replies there are, and how many of them are not here. */
  count: number;
  missing: number;
  rows: Rows;
};

/** As long as the room tells that something was deleted (behaviour.md §8). */
const TOMBSTONE_SHOWS_MS = 60 * 60_000;

/** A thread as it is known now; asks for the rest of it. */
export function useThread(handle: RoomHandle, seq: number, me: PersonId): Thread {
  const event = useRoomView(handle, ({ room }) => eventAt(room.timeline, seq));
  const head = useRoomView(handle, ({ room }) => room.seq);
  const told = useRoomView(handle, ({ room }) => room.states.get(seq)?.thread?.count ?? 0);
  const replies = useStore(
    handle.view,
    useShallow(({ room }) => repliesIn(room.timeline, seq).filter((reply) => isShown(reply, room))),
  );
  const pending = useStore(
    handle.view,
    useShallow((view) => view.pending.filter(({ thread }) => thread === seq)),
  );
  useEffect(() => handle.loadThread(seq), [handle, seq]);
  // A number that is no message has no thread, and its event says so.
  const isAsked = event === undefined && seq <= head;
  useEffect(() => {
    if (isAsked) handle.load(seq, seq);
  }, [handle, seq, isAsked]);

  const root =
    event?.type === "message.posted" ? event : isNone(event, seq, head) ? null : undefined;
  const there = replies.filter(({ deleted }) => !deleted).length;
  const count = Math.max(told, there);
  const missing = count - there;
  const rows = useMemo(
    () => threadRows({ root: root ?? undefined, replies, missing, pending, me }),
    [root, replies, missing, pending, me],
  );
  return { root, replies, count, missing, rows };
}

function isNone(event: unknown, seq: number, head: number): boolean {
  return event !== undefined || (head > 0 && seq > head);
}

type Room = ReturnType<RoomHandle["view"]["getState"]>["room"];

function isShown({ seq, deleted }: MessagePosted, { states }: Room): boolean {
  if (!deleted || Date.now() - deleted.at < TOMBSTONE_SHOWS_MS) return true;
  return (states.get(seq)?.reactions.length ?? 0) > 0;
}
