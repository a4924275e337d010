import { findSecrets, openSecrets } from "../secrets.ts";
import { Trouble } from "../trouble.ts";
import {
  isOn,
  namesInVain,
  objectionsOfWorker,
  saidToWorker,
  VARIABLES,
  type Said,
} from "../variables.ts";
import { readSettings, type DeployFolder } from "./settings-file.ts";

/** Everything that the edge is given, checked. */
export type Deployment = {
  /** The Worker's name in the account. */
  worker: string;
  /** Where people go: `https://chat.example.org`. */
  origin: string;
  database: { url: string; token: string | undefined };
  /** Variables of the Worker that anybody may see, and those that nobody may. */
  vars: Record<string, string>;
  secrets: Record<string, string>;
};

/** What the file of a deployment says; what the environment says of the same variables counts more, as for machines that deploy. */
export async function sayingsOf(folder: DeployFolder, env: Said): Promise<Said> {
  const said = await readSettings(folder);
  const fromEnv = VARIABLES.flatMap((variable) => {
    const value = variable.said === null ? undefined : env[variable.said];
    return value && variable.said !== null && isOn("deploy", variable)
      ? [[variable.said, value] as const]
      : [];
  });
  return { ...said, ...Object.fromEntries(fromEnv) };
}

/** The deployment as it is configured. @throws Trouble that names everything that is wrong, each in a line of its own. */
export async function readDeployment(folder: DeployFolder, env: Said): Promise<Deployment> {
  const said = await sayingsOf(folder, env);
  const problems = objectionsTo(said);
  // Made here they would be other ones than the community has that is deployed already.
  if ((await findSecrets(folder.secrets)) === null)
    problems.push(
      `There are no keys in ${folder.root}: bring the folder of the machine that deployed before, or, the first time, run "npm run setup".`,
    );
  if (problems.length > 0) throw new Trouble(problems.join("\n"));
  const bindings = { ...saidToWorker(said, "deploy"), ...(await openSecrets(folder.secrets)) };
  const isSecret = (name: string) =>
    VARIABLES.some((one) => one.worker === name && one.isSecret === true);
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(bindings).filter(([name]) => isSecret(name) === wanted));
  const vars = pick(false);
  return {
    worker: said["PARLEY_WORKER"] || "parley",
    origin: firstOrigin(said),
    database: { url: vars["LIBSQL_URL"] ?? "", token: said["PARLEY_LIBSQL_TOKEN"] || undefined },
    vars,
    secrets: pick(true),
  };
}

/** Everything that is wrong with what was said, the secrets aside, which are made. */
export function objectionsTo(said: Said): string[] {
  const origin = firstOrigin(said);
  const database = said["PARLEY_LIBSQL_URL"] ?? "";
  const isRehearsal = isHere(origin);
  const isFar = origin === "" || isRehearsal || origin.startsWith("https://");
  const isWorker = /^[a-z0-9][a-z0-9-]{0,61}$/.test(said["PARLEY_WORKER"] || "parley");
  return [
    ...namesInVain(said, "deploy"),
    ...objectionsOfWorker(saidToWorker(said, "deploy")),
    ...(isFar ? [] : ["The variable PARLEY_ORIGIN has to begin with https: at the edge."]),
    ...(isHere(database) && !isRehearsal
      ? ["The variable PARLEY_LIBSQL_URL has to be an address that the edge can reach."]
      : []),
    ...(isWorker
      ? []
      : ["The variable PARLEY_WORKER has to be made of small letters, digits and hyphens."]),
  ];
}

function firstOrigin(said: Said): string {
  return (said["PARLEY_ORIGIN"] ?? "").split(",")[0]?.trim() ?? "";
}

function isHere(address: string): boolean {
  return (
    URL.canParse(address) && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname)
  );
}
