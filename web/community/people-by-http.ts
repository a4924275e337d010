import * as v from "valibot";
import type { CommunityDoor } from "#protocol/community-door.ts";
import { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

const Person = v.object({
  id: PersonId,
  name: v.string(),
  role: CommunityRole,
  since: v.number(),
  /** Told only to those who run the place. */
  lastSeenAt: v.exactOptional(v.number()),
  isBanned: v.boolean(),
});
/** Someone in the list of people. Times in ms since epoch. */
export type Person = v.InferOutput<typeof Person>;

const PeoplePage = v.object({
  people: v.array(Person),
  hasMore: v.boolean(),
  /** All that match, on this page or not. */
  count: v.number(),
});
export type PeoplePage = v.InferOutput<typeof PeoplePage>;

/** Which of them: `banned` are those who were put out. */
export type Kind = CommunityRole | "banned" | "all";

/** A page of people by name. `after`: the last one of the page before; null for the first page. */
export function listPeople(
  name: string,
  kind: Kind,
  after: PersonId | null,
  signal: AbortSignal,
): Promise<Answer<PeoplePage>> {
  const query = new URLSearchParams();
  if (name !== "") query.set("name", name);
  if (kind === "banned") query.set("banned", "true");
  else if (kind !== "all") query.set("role", kind);
  if (after !== null) query.set("after", after);
  return askApi("GET", `/api/people?${query.toString()}`, PeoplePage, undefined, { signal });
}

export function changeRole(person: PersonId, role: CommunityRole): Promise<Answer<unknown>> {
  return askApi("PUT", `/api/people/${person}/role`, v.unknown(), { role });
}

export function putOut(person: PersonId): Promise<Answer<unknown>> {
  return askApi("PUT", `/api/people/${person}/ban`, v.unknown());
}

export function letBack(person: PersonId): Promise<Answer<unknown>> {
  return askApi("DELETE", `/api/people/${person}/ban`, v.unknown());
}

/** Whatever of it is named. `editWindowMs`: how long messages can be edited; null: for ever. */
export function changeCommunity(change: {
  name?: string;
  door?: CommunityDoor;
  editWindowMs?: number | null;
}): Promise<Answer<unknown>> {
  return askApi("PUT", "/api/community", v.unknown(), change);
}
