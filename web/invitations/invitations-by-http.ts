import * as v from "valibot";
import { PersonId, type CommandId, type RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { newCommandId } from "../directory/rooms-by-http.ts";

/** Asks people into a room. Repeating it with the same id is safe. Gives those who were neither in nor asked before. */
export async function invitePeople(
  room: RoomId,
  id: CommandId,
  people: readonly PersonId[],
): Promise<Answer<readonly PersonId[]>> {
  const Asked = v.object({ invited: v.array(PersonId) });
  const answer = await askApi("POST", pathOf(room), Asked, { id, people });
  return answer.ok ? { ok: true, value: answer.value.invited } : answer;
}

/** Takes an invitation back, or declines one's own. One that is over already is no trouble: what was wished for is so. */
export async function uninvite(room: RoomId, person: string): Promise<Answer<unknown>> {
  const command = { type: "member.uninvite", id: newCommandId(), person };
  const answer = await askApi("POST", `/api/rooms/${room}/commands`, v.unknown(), command);
  return !answer.ok && answer.code === "no_change" ? { ok: true, value: null } : answer;
}

const Invited = v.object({ invited: v.array(v.object({ id: PersonId, name: v.string() })) });

/** What those are called whom a room has asked in: it knows them by their ids alone. */
export async function namesOfInvited(room: RoomId): Promise<Answer<ReadonlyMap<string, string>>> {
  const answer = await askApi("GET", pathOf(room), Invited);
  if (!answer.ok) return answer;
  return { ok: true, value: new Map(answer.value.invited.map(({ id, name }) => [id, name])) };
}

function pathOf(room: RoomId): string {
  return `/api/rooms/${room}/invitations`;
}
