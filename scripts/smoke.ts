/** `npm run smoke -- URL`: does once what people do, on a server that runs, and cleans up (docs/operations.md). */
import { dataFolder } from "./data-folder.ts";
import { useEnvFile } from "./env-file.mjs";
import { ownOperatorDoor } from "./operator-door.ts";
import { readSmokeArguments } from "./smoke/arguments.ts";
import { smokeTest } from "./smoke/smoke-test.ts";
import { wayInByInvite, wayInByKeys } from "./smoke/way-in.ts";
import { tell } from "./trouble.ts";

useEnvFile();
try {
  const { url, invite, keys } = readSmokeArguments(process.argv.slice(2), process.env);
  const way =
    invite === undefined
      ? wayInByKeys(await ownOperatorDoor(url, dataFolder(keys)))
      : wayInByInvite(invite);
  await smokeTest(url, way, console.log);
  console.log(`Everything works at ${url}.`);
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}
