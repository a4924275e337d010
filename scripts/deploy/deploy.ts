import { execFileSync } from "node:child_process";
import path from "node:path";
import { openDatabase } from "#db/client.ts";
import { communityName } from "#db/community.ts";
import { pendingMigrations } from "#db/migrate.ts";
import { buildIfStale } from "../build.ts";
import { bringUpToDate } from "../libsql.ts";
import { openOperatorDoor } from "../operator-door.ts";
import { openSecrets } from "../secrets.ts";
import { smokeTest } from "../smoke/smoke-test.ts";
import { wayInByKeys } from "../smoke/way-in.ts";
import { tell, Trouble } from "../trouble.ts";
import type { Said } from "../variables.ts";
import type { DeployArguments } from "./arguments.ts";
import { requireAccount, requireSameCommunity } from "./checks.ts";
import { readDeployment, type Deployment } from "./deployment.ts";
import { foundFirst, ownersLink, requireFounding } from "./first-owner.ts";
import { howToGoBack } from "./going-back.ts";
import { untilVersion } from "./live.ts";
import { lastMade, noteMade, objectsHere } from "./record.ts";
import type { DeployFolder } from "./settings-file.ts";
import { rehearseUpload, upload } from "./upload.ts";

/** `withinMs`: how long the new version may take until it answers. */
type Setting = { folder: DeployFolder; env: Said; say: (line: string) => void; withinMs: number };

/**
 * Brings this version to the edge: looks at everything first, then changes the database, then the Worker, and tries it out.
 * @throws Trouble that says what failed, what has been changed by then, and how to go back.
 */
export async function deploy(wish: DeployArguments, setting: Setting): Promise<void> {
  const { folder, say } = setting;
  const deployment = await readDeployment(folder, setting.env);
  await lookFirst(deployment, wish, setting);
  if (wish.isRehearsal) return say("Nothing has been changed: that was a rehearsal.");
  const { url, token } = deployment.database;
  await inStep("The database", "The Worker is as it was.", () => bringUpToDate({ url, token }));
  const database = openDatabase({ LIBSQL_URL: url, LIBSQL_TOKEN: token });
  if (wish.founding) await foundFirst(database, wish.founding, Date.now());
  const before = await lastMade(folder);
  const version = newVersion();
  say(`Uploading ${version} to ${deployment.worker} …`);
  const worker = await inStep(
    "The upload",
    "The database has the new tables already, on which the version before works. Mend what wrangler says, and deploy again.",
    () => upload(deployment, version, folder),
  );
  const objects = objectsHere();
  await noteMade(folder, { at: new Date().toISOString(), version, worker, objects });
  await inStep("The new version", howToGoBack(deployment.worker, before, objects), async () => {
    await untilVersion(deployment.origin, version, setting.withinMs);
    const door = await openOperatorDoor(deployment.origin, await openSecrets(folder.secrets));
    await smokeTest(deployment.origin, wayInByKeys(door), say);
  });
  say(`Parley is at ${deployment.origin}, version ${version}.`);
  const link = await ownersLink(database, deployment.origin, Date.now());
  if (link) say(`Its owner chooses a password here, within a day and once: ${link}`);
}

/** Whatever can be known before anything is changed. */
async function lookFirst(
  deployment: Deployment,
  { founding, areKeysNew }: DeployArguments,
  { folder, say }: Setting,
): Promise<void> {
  await requireAccount();
  if (!areKeysNew) await requireSameCommunity(deployment);
  const { url, token } = deployment.database;
  const { pending, newer } = await inStep("The database", "Nothing has been changed.", () =>
    pendingMigrations(url, token),
  );
  const isNew = pending[0]?.startsWith("0000_") ?? false;
  const isFounded =
    !isNew &&
    (await communityName(openDatabase({ LIBSQL_URL: url, LIBSQL_TOKEN: token }))) !== null;
  if (founding) requireFounding(founding);
  else if (!isFounded)
    throw new Trouble(
      'There is no community in this database yet. Say what it is called and who owns it, because on a public address whoever came first would: npm run deploy -- --community "The Commons" --owner "Ann <ann@example.org>"',
    );
  say(
    pending.length === 0
      ? "The database has the newest tables."
      : `The database gets: ${pending.join(", ")}.`,
  );
  if (newer > 0)
    say(
      `The database is ${newer} steps ahead of this version, which works for one version back and no more.`,
    );
  await buildIfStale();
  await rehearseUpload(path.join(folder.root, "worker"));
}

/** `then`: what is to be known and done when it fails. */
async function inStep<T>(what: string, then: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Libraries' own errors come with a sentence, too; our own bugs with where they are.
    const why = error instanceof Trouble || !(error instanceof Error) ? tell(error) : error.message;
    throw new Trouble(`${what} failed: ${why}\n${then}`);
  }
}

/** When, and of which source: `20261126T173000-959830e`. */
function newVersion(): string {
  const at = new Date().toISOString().replaceAll(/[-:]|\.\d+Z$/g, "");
  return `${at}-${commit()}`;
}

function commit(): string {
  try {
    const options = { stdio: ["ignore", "pipe", "ignore"] as ("ignore" | "pipe")[] };
    return String(execFileSync("git", ["rev-parse", "--short", "HEAD"], options)).trim();
  } catch {
    // Unpacked from an archive, or a machine without git.
    return "unknown";
  }
}
