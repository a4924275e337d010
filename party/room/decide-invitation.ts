import type { RoomCommand } from "#protocol/commands.ts";
import type { NewEvent } from "#protocol/events.ts";
import { PersonId } from "#protocol/ids.ts";
import { MAX_INVITED } from "#protocol/limits.ts";
import type { RoomFacts } from "#protocol/room-state.ts";
import * as v from "valibot";
import type { Author } from "../rooms.ts";
import type { Decision } from "./decide-message.ts";
import { keepsOrder, objectionToEntering } from "./permissions.ts";

type Wish<T extends RoomCommand["type"]> = Extract<RoomCommand, { type: T }>;
type Fact = Pick<NewEvent, "id" | "at" | "by" | "name">;
type Here = { room: RoomFacts; by: Author };

/** Who is here, or was asked already, is not asked again: that would tell them twice. */
export function invite(
  { people, guests }: Wish<"member.invite">,
  fact: Fact,
  { room, by }: Here,
): Decision {
  if (guests && !keepsOrder(room, by)) return { ok: false, code: "not_allowed" };
  const fresh = [...new Set(people)].filter(
    (person) => !room.members[person] && !room.invited[person],
  );
  if (fresh.length === 0) return { ok: false, code: "no_change" };
  if (Object.keys(room.invited).length + fresh.length > MAX_INVITED)
    return { ok: false, code: "invitations_full" };
  return { ok: true, events: [{ type: "member.invited", ...fact, people: fresh }] };
}

/** By whoever is invited, by whoever invited them, and by whoever keeps order. */
export function uninvite(
  { person }: Wish<"member.uninvite">,
  fact: Fact,
  { room, by }: Here,
): Decision {
  const invitation = room.invited[person];
  if (person !== by.person) {
    const objects = objectionToEntering(room, by);
    if (objects) return { ok: false, code: objects };
    const isTheirs = invitation?.by === by.person || keepsOrder(room, by);
    if (invitation && !isTheirs) return { ok: false, code: "not_allowed" };
  }
  if (!invitation) return { ok: false, code: "no_change" };
  return { ok: true, events: [{ type: "member.uninvited", ...fact, person }] };
}

/** Those whom `by` has asked in: with them their invitations go. */
export function withdrawnWith({ invited }: RoomFacts, by: PersonId): { withdrawn?: PersonId[] } {
  const theirs = Object.entries(invited).filter(([, invitation]) => invitation.by === by);
  if (theirs.length === 0) return {};
  return { withdrawn: theirs.map(([person]) => v.parse(PersonId, person)) };
}
