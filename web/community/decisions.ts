import { CommunityRole, isStepDown, may, mayDecideAbout } from "#protocol/roles.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import type { Person } from "./people-by-http.ts";

/** What can be decided about someone. */
export type Decision =
  | { what: "role"; person: Person; to: CommunityRole }
  | { what: "put out" | "let back"; person: Person };

/** What `me` may decide about this person, in the order of the menu. The server asks the same again. */
export function decisionsAbout(person: Person, me: SignedInPerson): Decision[] {
  if (!may(me.role, "people.run")) return [];
  const isMe = person.id === me.id;
  const roles = CommunityRole.options.filter(
    (to) =>
      to !== person.role &&
      (isMe ? isStepDown(me.role, to) : mayDecideAbout(me.role, person.role, to)),
  );
  const mayPutOut = !isMe && mayDecideAbout(me.role, person.role);
  return [
    ...roles.map((to): Decision => ({ what: "role", person, to })),
    ...(mayPutOut
      ? [{ what: person.isBanned ? "let back" : "put out", person } satisfies Decision]
      : []),
  ];
}
