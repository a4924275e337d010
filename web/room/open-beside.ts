import * as v from "valibot";
import { navigate } from "wouter/use-browser-location";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import { isPhone } from "../shell/widths.ts";
import { readBeside, type Beside } from "./beside-address.ts";
import { roomPath } from "./room-address.ts";

/** How many steps of the history lead back to the room alone, and whether the first leads to its note. Whoever came by a link has none. */
const Visit = v.object({
  besideSteps: v.picklist([1, 2]),
  isOverNote: v.optional(v.boolean(), false),
});

/** Shows the thread under message `root` beside its room. Back closes it. */
export function openThread(room: RoomId, root: number): void {
  show(room, { at: "thread", root });
}

/** Shows which threads there are in a room. */
export function openThreadList(room: RoomId): void {
  show(room, { at: "list" });
}

let isNoteAsked = false;

/** Whether somebody has just asked for a note, and did not come to an address. True once. */
export function takeNoteAsk(): boolean {
  const wasAsked = isNoteAsked;
  isNoteAsked = false;
  return wasAsked;
}

/** Shows the room's note, as it is or as a version of it was. */
export function openNote(room: RoomId, version = ""): void {
  isNoteAsked = version === "";
  show(room, { at: "note", version });
}

/** From anywhere: shows it, or puts it away. */
export function toggleNote(room: RoomId): void {
  const isOpen = isHere(room) && readBeside(window.location.search)?.at === "note";
  if (isOpen) closeBeside();
  else openNote(room);
}

export function closeBeside(): void {
  const { besideSteps: steps, isOverNote } = visit();
  if (steps === 0) return navigate(window.location.pathname, { replace: true });
  // On a phone each is a page of its own, and behind a thread may be the list. To a note one comes back everywhere.
  return window.history.go(isPhone() || isOverNote ? -1 : -steps);
}

/** Where a thread is found for ever. */
export function threadPath(room: RoomId, root: number): string {
  return `${roomPath(room)}?thread=${root}`;
}

/** Where a room's note is found, and a version of it. */
export function notePath(room: RoomId, version = ""): string {
  return `${roomPath(room)}?note${version && `=${version}`}`;
}

/** Where it is found open at this mention of somebody. */
export function mentionPath(room: RoomId, mention: CommandId): string {
  return `${notePath(room)}&at=${mention}`;
}

function show(room: RoomId, what: Beside): void {
  const { pathname, search } = window.location;
  const open = isHere(room) ? readBeside(search) : null;
  const to = `${isHere(room) ? pathname : roomPath(room)}?${askFor(what)}`;
  const { besideSteps: steps, isOverNote } = visit();
  const isDeeper = open && open.at !== "thread" && what.at === "thread";
  // From thread to thread, and from a thread to the list, one stays at the same step.
  if (open && !isDeeper) {
    const state = steps === 0 ? null : { besideSteps: steps, isOverNote };
    return navigate(to, { replace: true, state });
  }
  const besideSteps = open && steps > 0 ? 2 : 1;
  return navigate(to, { state: { besideSteps, isOverNote: open?.at === "note" } });
}

function isHere(room: RoomId): boolean {
  const { pathname } = window.location;
  return pathname === roomPath(room) || pathname.startsWith(`${roomPath(room)}/`);
}

function askFor(what: Beside): string {
  switch (what.at) {
    case "list":
      return "thread=all";
    case "thread":
      return `thread=${what.root}`;
    case "note":
      return what.version === "" ? "note" : `note=${what.version}`;
  }
}

function visit(): { besideSteps: 0 | 1 | 2; isOverNote: boolean } {
  const state = v.safeParse(Visit, window.history.state);
  return state.success ? state.output : { besideSteps: 0, isOverNote: false };
}
