/** `npm run keys`: which keys sign tokens here. `npm run keys -- replace`: another one at once, for when one has leaked. */
import { dataFolder } from "./data-folder.ts";
import { replaceKeys, tellKeys } from "./secrets.ts";
import { tell, Trouble } from "./trouble.ts";

try {
  await keys(process.argv.slice(2));
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}

async function keys([what, ...rest]: string[]): Promise<void> {
  const file = dataFolder().secrets;
  if (rest.length > 0 || (what !== undefined && what !== "replace"))
    throw new Trouble(
      "npm run keys [-- replace]: tells the signing keys, or replaces them at once.",
    );
  if (what === "replace") await replaceKeys(file, Date.now());
  console.log((await tellKeys(file)).join("\n"));
  if (what === "replace")
    console.log("Start the server again: then everything that was signed before is void.");
}
