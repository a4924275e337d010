import { addressOf } from "#db/emails.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { World } from "../api/world.ts";
import { linkOrigin } from "./link-origin.ts";
import { noticeLetter, type Notice } from "./notices.ts";
import { post } from "./post.ts";

/**
 * Tells someone by mail what has happened to their account, after the answer. `to` is for an address that is no longer theirs.
 * Nothing happens where no mail is sent, or they have no address.
 */
export function notify(world: World, person: PersonId, notice: Notice, to?: string): void {
  const { mailer, database, env } = world;
  if (!mailer) return;
  world.later(async () => {
    const address = to ?? (await addressOf(database, person))?.email;
    if (address === undefined) return;
    const account = `${linkOrigin(env.ORIGINS, undefined)}/account`;
    const letter = (community: string) => noticeLetter(notice, community, account);
    await post(world, { kind: notice, sender: "notice", to: address, letter });
  });
}
