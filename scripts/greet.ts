import * as v from "valibot";
import type { ServerSettings } from "./server-settings.ts";

const Community = v.object({ name: v.nullable(v.string()) });

/** Tells where the community is and what to do first, once the server has answered a question itself. */
export async function greet(
  { address, host, port }: ServerSettings,
  inbox: string | null,
): Promise<void> {
  const name = await communityName(`http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`);
  const todo =
    name === null ? `Open ${address} and create your community.` : `Open ${address} and sign in.`;
  const mail = inbox === null ? "" : `\nMail that Parley sends: ${inbox}`;
  console.log(`\n${name ?? "Parley"} is running. ${todo}${mail}\nCtrl-C stops it.\n`);
}

/** Null: there is none yet. Where everybody comes back at once the answer may be late, which is no reason to end: undefined. */
async function communityName(origin: string): Promise<string | null | undefined> {
  try {
    const answer = await fetch(`${origin}/api/community`, { signal: AbortSignal.timeout(10_000) });
    return v.parse(Community, await answer.json()).name;
  } catch {
    return undefined;
  }
}
