import { communityName } from "#db/community.ts";
import type { World } from "../api/world.ts";
import { log } from "../log.ts";
import { deliver } from "./deliver.ts";
import { write, type Letter } from "./letter.ts";
import { takeFromMailbox, type Sender } from "./mailbox.ts";

export type Posting = {
  /** For the log. */
  kind: string;
  /** `counted`: the mailbox was asked already, before the answer. */
  sender: Sender | "counted";
  to: string;
  /** Asked only when it will be sent, so that no link is made for nothing. */
  letter: (community: string) => Letter | Promise<Letter>;
};

/** Sends it now, unless the mailbox has had enough. Call it in what `world.later` does. */
export async function post(world: World, { kind, sender, to, letter }: Posting): Promise<void> {
  const { mailer, database } = world;
  if (!mailer) return;
  const isFull = sender !== "counted" && !(await takeFromMailbox(world, sender, to)).ok;
  if (isFull) return log.fact("mail.mailbox_full", { kind });
  const community = (await communityName(database)) ?? "Parley";
  await deliver(mailer, kind, write(to, await letter(community)));
}
