import type { Invite, InviteRole } from "./invites-by-http.ts";

const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const number = new Intl.NumberFormat();

/** "As a guest into Kitchen". */
export function tellTerms({ role, room }: { role: InviteRole; room: string | null }): string {
  const as = role === "guest" ? "As a guest" : "As a member";
  return room === null ? as : `${as} into ${room}`;
}

/** "10 people". */
export function tellPeople(count: number): string {
  return count === 1 ? "1 person" : `${number.format(count)} people`;
}

/** "3 of 10 used · until 2 December · by Ann". */
export function tellFacts(invite: Invite): string {
  const { uses, maxUses, expiresAt, createdBy, emailDomain } = invite;
  return [
    `${number.format(uses)} of ${number.format(maxUses)} used`,
    `until ${tellDay(expiresAt)}`,
    ...(emailDomain === null ? [] : [`only @${emailDomain}`]),
    `by ${createdBy}`,
  ].join(" · ");
}

/** "2 December", of a time in ms since epoch. */
export function tellDay(at: number): string {
  return date.format(at);
}
