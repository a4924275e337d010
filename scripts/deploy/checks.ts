import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { Trouble } from "../trouble.ts";
import type { Deployment } from "./deployment.ts";
import { askLive } from "./live.ts";
import { wrangler } from "./wrangler.ts";

/** @throws Trouble where nobody is signed in to Cloudflare here. */
export async function requireAccount(): Promise<void> {
  const { isOk } = await wrangler(["whoami", "--json"], { isShown: false });
  if (isOk) return;
  throw new Trouble(
    'Nobody is signed in to Cloudflare here: run "npx wrangler login", or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.',
  );
}

const Keys = v.object({ keys: v.array(v.object({ kid: v.string() })) });
const Ours = v.object({
  current: v.object({ kid: v.string() }),
  next: v.optional(v.object({ kid: v.string() })),
  previous: v.optional(v.object({ kid: v.string() })),
});

/**
 * Whether what is served there already goes with what would be deployed. With other secrets all passwords would be void, and in another
 * jurisdiction every room would be empty: objects have other ids there.
 * @throws Trouble when it does not. Where nothing of ours is served yet, nothing is wrong.
 */
export async function requireSameCommunity({ origin, vars, secrets }: Deployment): Promise<void> {
  const live = await askLive(`${origin}/.well-known/jwks.json`);
  const published = v.safeParse(Keys, live?.body);
  if (!live || !published.success) return;
  const ours = v.parse(Ours, parseJson(secrets["TOKEN_KEYS"] ?? ""));
  const kids = [ours.current, ours.next, ours.previous].flatMap((key) => key?.kid ?? []);
  if (!published.output.keys.some(({ kid }) => kids.includes(kid)))
    throw new Trouble(
      `The community at ${origin} has other keys than this folder: bring the folder of the machine that deployed it, because with these all passwords would be void. If its signing keys were replaced on purpose (npm run keys), say --new-keys.`,
    );
  const [there, here] = [live.jurisdiction, vars["JURISDICTION"] ?? ""];
  if (there !== here)
    throw new Trouble(
      `The rooms at ${origin} are in the jurisdiction "${there || "none"}", and PARLEY_JURISDICTION says "${here || "none"}": it cannot be changed any more, because every room would be empty there. Put it back.`,
    );
}
