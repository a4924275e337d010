import * as v from "valibot";

/** What someone is in the community. Rooms have roles of their own. */
export const CommunityRole = v.picklist(["owner", "admin", "member", "guest"]);
export type CommunityRole = v.InferOutput<typeof CommunityRole>;

const RUNS_IT = ["owner", "admin"] as const;
const BELONGS = ["owner", "admin", "member"] as const;

/**
 * Who may do what in the community: the one table. The API asks it at every door, rooms ask it again, and the client shows only
 * what it allows. Everything that concerns oneself alone (profile, devices, ways to sign in, leaving) is everyone's and not here.
 */
export const PERMISSIONS = {
  "community.change": RUNS_IT,
  /** How the server fares: what it costs and what goes wrong is for whoever answers for it. */
  "figures.see": ["owner"],
  "invite.make": RUNS_IT,
  "invite.list": RUNS_IT,
  "invite.revoke": RUNS_IT,
  /** Everyone here, by name. Guests know those they share a room with, from the room. */
  "people.list": BELONGS,
  "people.run": RUNS_IT,
  /** All rooms. Guests are told of those that they are in. */
  "rooms.list": BELONGS,
  "room.create": BELONGS,
  /** By oneself. A guest is brought into a room by an invite. */
  "room.join": BELONGS,
  /** Others of the community, into a room that one is in. To bring a guest in takes whoever keeps order there. */
  "room.invite": BELONGS,
  /** In a room that one is in: keep a message at hand for everyone. */
  "message.pin": BELONGS,
  /** In a room that one is in: call everyone in it, and in one of any size. A room's owner may that, too. */
  "message.call": BELONGS,
  "message.call_many": RUNS_IT,
  /** In the note of a room that one is in; everyone in it reads. */
  "note.write": BELONGS,
  /** Of others; one's own everybody may delete. A room's owner may, too. */
  "message.remove": RUNS_IT,
} as const satisfies Record<string, readonly CommunityRole[]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: CommunityRole, what: Permission): boolean {
  const those: readonly CommunityRole[] = PERMISSIONS[what];
  return those.includes(role);
}

/** Higher may decide about lower, never about equals; only owners decide about owners (`mayDecideAbout`). */
const RANK: Record<CommunityRole, number> = { owner: 3, admin: 2, member: 1, guest: 0 };

/** Whether `by` may change what `about` is, or put them out; `to` is what they would become. */
export function mayDecideAbout(
  by: CommunityRole,
  about: CommunityRole,
  to: CommunityRole = about,
): boolean {
  if (!may(by, "people.run")) return false;
  return by === "owner" || (RANK[by] > RANK[about] && RANK[by] > RANK[to]);
}

/** Whether `to` is less than `role`: that much everyone decides about themselves. */
export function isStepDown(role: CommunityRole, to: CommunityRole): boolean {
  return RANK[to] < RANK[role];
}

/** Whether it takes a fresh proof to make `to` of a `role`: whoever finds an open page must not raise themselves a helper. */
export function takesProof(role: CommunityRole, to: CommunityRole): boolean {
  return may(to, "people.run") && isStepDown(to, role);
}
