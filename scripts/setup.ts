/** `npm run setup`: makes what a deployment to the edge needs on this machine: its keys and its settings (docs/deploy.md). */
import { terminal } from "./deploy/ask.ts";
import { setUp } from "./deploy/set-up.ts";
import { deployFolder } from "./deploy/settings-file.ts";
import { tell } from "./trouble.ts";

try {
  await setUp(process.argv.slice(2), {
    folder: deployFolder(),
    env: process.env,
    ask: terminal(),
    say: console.log,
  });
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
