import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askAnyone, askApi } from "../api.ts";

const InviteRole = v.picklist(["member", "guest"]);
export type InviteRole = v.InferOutput<typeof InviteRole>;

/** `days`: how long it works; `emailDomain`: only for addresses of this one. */
export type NewInvite = {
  role: InviteRole;
  room: RoomId | null;
  maxUses: number;
  days: number;
  emailDomain: string | null;
};

const MadeInvite = v.object({
  id: v.string(),
  token: v.string(),
  expiresAt: v.number(),
  maxUses: v.number(),
});
export type MadeInvite = v.InferOutput<typeof MadeInvite>;

const Invite = v.object({
  id: v.string(),
  role: InviteRole,
  /** The name of the room that it leads into. */
  room: v.nullable(v.string()),
  emailDomain: v.nullable(v.string()),
  createdBy: v.string(),
  createdAt: v.number(),
  expiresAt: v.number(),
  maxUses: v.number(),
  uses: v.number(),
});
/** A link that works. Times in ms since epoch. */
export type Invite = v.InferOutput<typeof Invite>;

const InviteLook = v.object({
  community: v.string(),
  invitedBy: v.string(),
  role: InviteRole,
  roomName: v.nullable(v.string()),
  emailDomain: v.nullable(v.string()),
});
export type InviteLook = v.InferOutput<typeof InviteLook>;

/** Its token is told this once. */
export function makeInvite(invite: NewInvite): Promise<Answer<MadeInvite>> {
  return askApi("POST", "/api/invites", MadeInvite, invite);
}

/** Those that can still be used, whoever made them. */
export async function listInvites(): Promise<Answer<Invite[]>> {
  const answer = await askApi("GET", "/api/invites", v.object({ invites: v.array(Invite) }));
  return answer.ok ? { ok: true, value: answer.value.invites } : answer;
}

export function revokeInvite(id: string): Promise<Answer<unknown>> {
  return askApi("DELETE", `/api/invites/${encodeURIComponent(id)}`, v.unknown());
}

/** Whose invite it is. Spends nothing; the token travels in a body, never in an address. */
export function lookAtInvite(token: string): Promise<Answer<InviteLook>> {
  return askAnyone("POST", "/api/invites/look", InviteLook, { token });
}

/** Brings whoever is inside already into the invite's room. Gives that room. */
export async function followInvite(token: string): Promise<Answer<RoomId>> {
  const answer = await askApi("POST", "/api/invites/follow", v.object({ room: RoomId }), { token });
  return answer.ok ? { ok: true, value: answer.value.room } : answer;
}
