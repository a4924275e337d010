import * as v from "valibot";
import { navigate } from "wouter/use-browser-location";
import type { RoomId } from "#protocol/ids.ts";
import { roomPath } from "../room/room-address.ts";
import { isPhone } from "../shell/widths.ts";
import { readThreads, type OpenThreads } from "./threads-address.ts";

/** How many steps of the history lead back to the room alone. Whoever came by a link has none. */
const Visit = v.object({ threadSteps: v.picklist([1, 2]) });

/** Shows the thread under message `root` beside its room. Back closes it. */
export function openThread(room: RoomId, root: number): void {
  show(room, { at: "thread", root });
}

/** Shows which threads there are in a room. */
export function openThreadList(room: RoomId): void {
  show(room, { at: "list" });
}

export function closeThread(): void {
  const steps = stepsTaken();
  if (steps === 0) return navigate(window.location.pathname, { replace: true });
  // On a phone each is a page of its own, and behind a thread may be the list.
  return window.history.go(isPhone() ? -1 : -steps);
}

/** Where a thread is found for ever. */
export function threadPath(room: RoomId, root: number): string {
  return `${roomPath(room)}?thread=${root}`;
}

function show(room: RoomId, what: OpenThreads): void {
  const { pathname, search } = window.location;
  const isHere = pathname === roomPath(room) || pathname.startsWith(`${roomPath(room)}/`);
  const open = isHere ? readThreads(search) : null;
  const asked = what.at === "list" ? "all" : String(what.root);
  const to = `${isHere ? pathname : roomPath(room)}?thread=${asked}`;
  const steps = stepsTaken();
  // From thread to thread, and from a thread to the list, one stays at the same step.
  if (open && !(open.at === "list" && what.at === "thread")) {
    return navigate(to, { replace: true, state: steps === 0 ? null : { threadSteps: steps } });
  }
  const taken = open && steps > 0 ? 2 : 1;
  return navigate(to, { state: { threadSteps: taken } });
}

function stepsTaken(): number {
  const visit = v.safeParse(Visit, window.history.state);
  return visit.success ? visit.output.threadSteps : 0;
}
