import { tellDay } from "../i18n/formats.ts";
import { inviteText } from "./invite-words.text.ts";
import type { Invite, InviteRole } from "./invites-by-http.ts";

/** "As a guest into Kitchen". */
export function tellTerms({ role, room }: { role: InviteRole; room: string | null }): string {
  const t = inviteText.get();
  return room === null ? t.as(role) : t.asInto(role, { room });
}

/** "10 people". */
export function tellPeople(count: number): string {
  return inviteText.get().people(count);
}

/** "3 of 10 used · until 2 December · by Ann". */
export function tellFacts(invite: Invite): string {
  const { uses, maxUses, expiresAt, createdBy, emailDomain } = invite;
  const t = inviteText.get();
  return [
    t.used({ uses, all: maxUses }),
    t.until({ day: tellDay(expiresAt) }),
    ...(emailDomain === null ? [] : [t.onlyAt({ domain: emailDomain })]),
    t.by({ name: createdBy }),
  ].join(" · ");
}
