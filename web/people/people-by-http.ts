import * as v from "valibot";
import type { RoomId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

const Status = v.object({
  emoji: v.string(),
  text: v.string(),
  /** When it goes by itself, in ms since epoch; null: it stays. */
  until: v.nullable(v.number()),
});
/** What someone is doing; one of `emoji` and `text` may be empty. */
export type Status = v.InferOutput<typeof Status>;

const Told = { pronouns: v.string(), status: v.nullable(Status) };
const Named = { id: v.string(), name: v.string() };
const Member = { ...Named, ...Told, role: CommunityRole, since: v.number() };

const Card = v.variant("kind", [
  v.object({ kind: v.literal("person"), ...Member, isBanned: v.boolean() }),
  v.object({ kind: v.picklist(["placeholder", "departed"]), ...Named }),
]);
export type Card = v.InferOutput<typeof Card>;

const Profile = v.object(Member);
/** Oneself, as the server has it. */
export type Profile = v.InferOutput<typeof Profile>;

export function getProfile(): Promise<Answer<Profile>> {
  return askApi("GET", "/api/profile", Profile);
}

/** All of it at once. Gives what became of it. */
export function putProfile(wish: { pronouns: string; status: Status | null }) {
  return askApi("PUT", "/api/profile", v.object(Told), wish);
}

export function putName(name: string): Promise<Answer<unknown>> {
  return askApi("PUT", "/api/name", v.unknown(), { name });
}

export function getCard(id: string): Promise<Answer<Card>> {
  return askApi("GET", `/api/people/${encodeURIComponent(id)}`, Card);
}

const Statuses = v.object({
  statuses: v.array(v.object({ id: v.string(), ...Status.entries })),
});

/** Those in the room who say what they are doing. */
export async function getStatuses(room: RoomId): Promise<Answer<Map<string, Status>>> {
  const answer = await askApi("GET", `/api/rooms/${encodeURIComponent(room)}/statuses`, Statuses);
  if (!answer.ok) return answer;
  return { ok: true, value: new Map(answer.value.statuses.map(({ id, ...rest }) => [id, rest])) };
}
