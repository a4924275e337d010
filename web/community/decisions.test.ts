import { expect, test } from "vitest";
import { CommunityRole } from "#protocol/roles.ts";
import { personId } from "../../test/words.ts";
import { decisionsAbout, type Decision } from "./decisions.ts";
import type { Person } from "./people-by-http.ts";

const ME = personId("me");
const person = (role: CommunityRole, other: Partial<Person> = {}): Person => ({
  id: personId("someone"),
  name: "Someone",
  role,
  since: 0,
  isBanned: false,
  ...other,
});
const tell = (decisions: Decision[]) =>
  decisions.map((each) => (each.what === "role" ? each.to : each.what)).join(", ");
const about = (my: CommunityRole, someone: Person) =>
  tell(decisionsAbout(someone, { id: ME, name: "Me", role: my }));

test("what may be decided about others is what the server would allow", () => {
  const told = CommunityRole.options.flatMap((my) =>
    CommunityRole.options.map((role) => `${my} about ${role}: ${about(my, person(role))}`),
  );
  expect(told).toEqual([
    "owner about owner: admin, member, guest, put out",
    "owner about admin: owner, member, guest, put out",
    "owner about member: owner, admin, guest, put out",
    "owner about guest: owner, admin, member, put out",
    "admin about owner: ",
    "admin about admin: ",
    "admin about member: guest, put out",
    "admin about guest: member, put out",
    ...["member", "guest"].flatMap((my) =>
      CommunityRole.options.map((role) => `${my} about ${role}: `),
    ),
  ]);
});

test("who is out may be let back", () => {
  expect(about("admin", person("member", { isBanned: true }))).toBe("guest, let back");
});

test("about oneself one may only step down, and never put oneself out", () => {
  const told = CommunityRole.options.map((role) => about(role, person(role, { id: ME })));
  expect(told).toEqual(["admin, member, guest", "member, guest", "", ""]);
});
