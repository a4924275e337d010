import type { RoomId } from "#protocol/ids.ts";
import { starredIn, type Preferences, type PreferenceWish } from "#protocol/inbox/preferences.ts";
import { preferencesNow } from "./follow-room-preferences.ts";
import { changePreferences, roomPreferences } from "./room-preferences.ts";

/** Between numbers that are closer than this there may soon be none: then all are counted anew. */
const CLOSE = 1e-6;

/** Puts a starred room in front of another one; null: at the end. */
export function moveStarred(room: RoomId, before: RoomId | null): void {
  if (room === before) return;
  const { starred } = roomPreferences.getState();
  const said = movesFor(preferencesNow(), room, before);
  changePreferences((now) => ({ ...now, starred: inFrontOf(starred, room, before) }), ...said);
}

/** What to wish for, so that `room` stands in front of `before`: mostly one number, between its neighbours'. */
export function movesFor(
  now: Preferences,
  room: RoomId,
  before: RoomId | null,
): readonly PreferenceWish[] {
  const others = starredIn(now).filter((each) => each !== room);
  const placeOf = (each: RoomId | undefined) =>
    each === undefined ? undefined : now.rooms.get(each)?.place;
  const at = before === null ? others.length : others.indexOf(before);
  if (at === -1) return [];
  const [above, below] = [placeOf(others[at - 1]), placeOf(others[at])];
  const place =
    above === undefined ? (below ?? 1) - 1 : below === undefined ? above + 1 : (above + below) / 2;
  const isTight = [above, below].some(
    (near) => near !== undefined && Math.abs(near - place) < CLOSE,
  );
  if (!isTight) return [{ type: "move", room, place }];
  return inFrontOf(others, room, before).map((each, nth) => ({
    type: "move",
    room: each,
    place: nth + 1,
  }));
}

function inFrontOf(all: readonly RoomId[], room: RoomId, before: RoomId | null): RoomId[] {
  const others = all.filter((each) => each !== room);
  const at = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(at === -1 ? others.length : at, 0, room);
}
