import type { CommunityRole } from "#protocol/roles.ts";

/** "an owner". */
export const A_ROLE: Record<CommunityRole, string> = {
  owner: "an owner",
  admin: "an admin",
  member: "a member",
  guest: "a guest",
};

/** The label beside a name. A member is what one is otherwise, and has none. */
export const ROLE_LABEL: Record<CommunityRole, string | null> = {
  owner: "Owner",
  admin: "Admin",
  member: null,
  guest: "Guest",
};

/** What someone may who becomes this. */
export const WHAT_A_ROLE_MAY: Record<CommunityRole, string> = {
  owner: "Owners decide about everyone and everything here, other owners included.",
  admin: "Admins invite people, put members and guests out, and change the name and the door.",
  member: "Members find and join rooms, and make new ones.",
  guest: "Guests see the rooms that they are in, and nothing else.",
};
