/**
 * `npm run keys`: which keys sign tokens and send notifications here. `npm run keys -- replace` and `npm run keys -- replace-push`: another
 * one at once, for when one has leaked.
 */
import { dataFolder } from "./data-folder.ts";
import { useEnvFile } from "./env-file.mjs";
import { replaceKeys, replacePushKey, tellKeys } from "./secrets.ts";
import { tell, Trouble } from "./trouble.ts";

useEnvFile();
try {
  await keys(process.argv.slice(2));
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}

async function keys([what, ...rest]: string[]): Promise<void> {
  const file = dataFolder().secrets;
  if (rest.length > 0 || !["replace", "replace-push", undefined].includes(what))
    throw new Trouble(
      "npm run keys [-- replace | -- replace-push]: tells the keys, or replaces those that sign, or the one that sends notifications.",
    );
  if (what === "replace") await replaceKeys(file, Date.now());
  if (what === "replace-push") await replacePushKey(file);
  console.log((await tellKeys(file)).join("\n"));
  if (what === "replace")
    console.log("Start the server again: then everything that was signed before is void.");
  if (what === "replace-push")
    console.log(
      "Start the server again: each browser gets notifications once Parley was opened in it.",
    );
}
