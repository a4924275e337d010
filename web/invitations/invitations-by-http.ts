import * as v from "valibot";
import type { RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { newCommandId } from "../directory/rooms-by-http.ts";

/** Takes an invitation back, or declines one's own. One that is over already is no trouble: what was wished for is so. */
export async function uninvite(room: RoomId, person: string): Promise<Answer<unknown>> {
  const command = { type: "member.uninvite", id: newCommandId(), person };
  const answer = await askApi("POST", `/api/rooms/${room}/commands`, v.unknown(), command);
  return !answer.ok && answer.code === "no_change" ? { ok: true, value: null } : answer;
}
