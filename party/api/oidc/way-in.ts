import { communityName } from "#db/community.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer } from "../../rooms.ts";
import { admissionBy, type Admission } from "../newcomer.ts";
import type { World } from "../world.ts";

/**
 * How someone whom nobody knows may come in: as the first of all, or as the invite or the open door has it. `email` is an address
 * that is proved to be theirs; some invites ask for one.
 */
export async function wayIn(
  world: World,
  invite: string | undefined,
  email: string | null,
): Promise<Answer<Admission | "founding">> {
  if ((await communityName(world.database)) === null) return { ok: true, value: "founding" };
  const admission = await admissionBy(world, invite);
  if (!admission.ok) return admission;
  const { emailDomain } = admission.value;
  const isMeant = emailDomain === null || domainOf(email) === emailDomain.toLowerCase();
  return isMeant ? admission : { ok: false, refusal: refusal("email_domain") };
}

function domainOf(email: string | null): string | undefined {
  return email?.slice(email.lastIndexOf("@") + 1).toLowerCase();
}
