import { describe, expect, test } from "vitest";
import { CommunityRole, may, mayDecideAbout, PERMISSIONS, type Permission } from "./roles.ts";

const ROLES = CommunityRole.options;
const ALL: Permission[] = Object.keys(PERMISSIONS).filter(
  (what): what is Permission => what in PERMISSIONS,
);

describe("the table of who may do what", () => {
  test("says this and nothing else", () => {
    const told = Object.fromEntries(
      ROLES.map((role) => [role, ALL.filter((what) => may(role, what))]),
    );
    const everything = [
      "community.change",
      "figures.see",
      "invite.make",
      "invite.list",
      "invite.revoke",
      "people.list",
      "people.run",
      "rooms.list",
      "room.create",
      "room.join",
      "room.invite",
      "message.pin",
      "message.call",
      "message.call_many",
      "note.write",
      "message.remove",
    ];
    expect(told).toEqual({
      owner: everything,
      admin: everything.filter((what) => what !== "figures.see"),
      member: [
        "people.list",
        "rooms.list",
        "room.create",
        "room.join",
        "room.invite",
        "message.pin",
        "message.call",
        "note.write",
      ],
      guest: [],
    });
  });

  test("a higher role may do all that a lower one may", () => {
    for (const [i, lower] of ROLES.entries())
      for (const higher of ROLES.slice(0, i))
        expect(ALL.filter((what) => may(lower, what) && !may(higher, what))).toEqual([]);
  });
});

test("owners decide about everyone, admins about those below them, and make nobody their equal", () => {
  const decisions = ROLES.flatMap((by) =>
    ROLES.flatMap((about) =>
      ROLES.filter((to) => mayDecideAbout(by, about, to)).map((to) => `${by}: ${about} → ${to}`),
    ),
  );
  const owners = ROLES.flatMap((about) => ROLES.map((to) => `owner: ${about} → ${to}`));
  expect(decisions).toEqual([
    ...owners,
    "admin: member → member",
    "admin: member → guest",
    "admin: guest → member",
    "admin: guest → guest",
  ]);
});
