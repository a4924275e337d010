/** `npm run canary -- URL`: looks at what laptops cannot show, on a server that runs (docs/operations.md). */
import { readCanaryArguments } from "./canary/arguments.ts";
import { isWell, runCanary, tableOf } from "./canary/canary.ts";
import { CHECKS } from "./canary/checks.ts";
import { dataFolder } from "./data-folder.ts";
import { useEnvFile } from "./env-file.mjs";
import { ownOperatorDoor } from "./operator-door.ts";
import { wayInByInvite, wayInByKeys } from "./smoke/way-in.ts";
import { tell } from "./trouble.ts";

useEnvFile();
try {
  const { url, invite, keys, watchSeconds } = readCanaryArguments(
    process.argv.slice(2),
    process.env,
  );
  const door = invite === undefined ? await ownOperatorDoor(url, dataFolder(keys)) : null;
  const way = door ? wayInByKeys(door) : wayInByInvite(invite ?? "");
  const found = await runCanary(CHECKS, way, { url, watchSeconds, door });
  console.log(tableOf(found));
  if (!isWell(found)) process.exitCode = 1;
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
