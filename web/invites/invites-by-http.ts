import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askAnyone, askApi } from "../api.ts";

const MadeInvite = v.object({
  id: v.string(),
  token: v.string(),
  expiresAt: v.number(),
  maxUses: v.nullable(v.number()),
});
export type MadeInvite = v.InferOutput<typeof MadeInvite>;

const Invite = v.object({
  id: v.string(),
  createdAt: v.number(),
  expiresAt: v.number(),
  maxUses: v.nullable(v.number()),
  uses: v.number(),
});
export type Invite = v.InferOutput<typeof Invite>;

const InviteLook = v.object({
  community: v.string(),
  invitedBy: v.string(),
  emailDomain: v.optional(v.nullable(v.string()), null),
});
export type InviteLook = v.InferOutput<typeof InviteLook>;

/** Its token is told this once. */
export function makeInvite(): Promise<Answer<MadeInvite>> {
  return askApi("POST", "/api/invites", MadeInvite, {});
}

/** Those that can still be used. */
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
