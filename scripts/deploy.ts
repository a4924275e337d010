/** `npm run deploy`: brings this version to Cloudflare, step by step, and tries it out there (docs/deploy.md). */
import { readDeployArguments } from "./deploy/arguments.ts";
import { deploy } from "./deploy/deploy.ts";
import { deployFolder } from "./deploy/settings-file.ts";
import { tell } from "./trouble.ts";

/** A new domain waits minutes for its certificate. */
const ANSWERS_WITHIN_MS = 5 * 60_000;

try {
  await deploy(readDeployArguments(process.argv.slice(2)), {
    folder: deployFolder(),
    env: process.env,
    say: console.log,
    withinMs: ANSWERS_WITHIN_MS,
  });
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
