import { parseArgs } from "node:util";
import { findSecrets, openSecrets } from "../secrets.ts";
import { Trouble } from "../trouble.ts";
import type { Said } from "../variables.ts";
import type { Ask } from "./ask.ts";
import { objectionsTo, sayingsOf } from "./deployment.ts";
import {
  addSettings,
  prepareDeployFolder,
  readSettings,
  type DeployFolder,
} from "./settings-file.ts";

const USAGE = `npm run setup [-- --origin https://chat.example.org --database libsql://…
       --mail-url https://… --mail-from "Club <chat@example.org>" --mail-style plain|postmark --worker NAME]
       The tokens of the database and of the mail service are asked for, or taken from the environment
       (PARLEY_LIBSQL_TOKEN, PARLEY_MAIL_TOKEN): what stands on a command line, others can read.`;

const FLAGS = {
  origin: "PARLEY_ORIGIN",
  database: "PARLEY_LIBSQL_URL",
  "mail-url": "PARLEY_MAIL_URL",
  "mail-from": "PARLEY_MAIL_FROM",
  "mail-style": "PARLEY_MAIL_STYLE",
  worker: "PARLEY_WORKER",
} as const;
const TOKENS = ["PARLEY_LIBSQL_TOKEN", "PARLEY_MAIL_TOKEN"];

type Question = { name: string; text: string; isSecret?: true; needs?: string };

/** In this order. `needs`: asked only where that was answered. */
const QUESTIONS: Question[] = [
  {
    name: "PARLEY_ORIGIN",
    text: "The address that people will use, such as https://chat.example.org:",
  },
  { name: "PARLEY_LIBSQL_URL", text: "The database's address, such as libsql://chat.turso.io:" },
  { name: "PARLEY_LIBSQL_TOKEN", text: "The database's token (not shown):", isSecret: true },
  {
    name: "PARLEY_MAIL_URL",
    text: "The mail service's address, such as https://api.resend.com/emails (empty: no mail):",
  },
  {
    name: "PARLEY_MAIL_FROM",
    text: 'Whom mail comes from, such as "Club <chat@example.org>":',
    needs: "PARLEY_MAIL_URL",
  },
  {
    name: "PARLEY_MAIL_TOKEN",
    text: "The mail service's token (not shown):",
    isSecret: true,
    needs: "PARLEY_MAIL_URL",
  },
];

/**
 * Makes the keys of a deployment and writes down what it is configured with. What is there already stays as it is, and no secret is said.
 * @throws Trouble that names everything that is missing or wrong; nothing has been written then.
 */
export async function setUp(
  args: string[],
  {
    folder,
    env,
    ask,
    say,
  }: { folder: DeployFolder; env: Said; ask: Ask | null; say: (line: string) => void },
): Promise<void> {
  const there = await readSettings(folder);
  const given = addedBy(readFlags(args), env, there, folder);
  const known = { ...(await sayingsOf(folder, env)), ...given };
  const answers = ask === null ? {} : await askFor(ask, known);
  const added = { ...given, ...answers };
  const problems = objectionsTo({ ...known, ...answers });
  if (problems.length > 0) throw new Trouble(`${problems.join("\n")}\n\nUse it so: ${USAGE}`);
  const hasKeys = (await findSecrets(folder.secrets)) !== null;
  await prepareDeployFolder(folder);
  if (Object.keys(added).length > 0) await addSettings(folder, added);
  await openSecrets(folder.secrets);
  say(`${folder.settings}: ${Object.keys(added).join(", ") || "nothing"} added.`);
  say(`${folder.secrets}: ${hasKeys ? "kept as it was" : "new keys, for this community alone"}.`);
  say(
    "Keep a copy of the folder where only you can read it: without the keys all passwords are void.",
  );
  say('Next: "npm run deploy".');
}

function readFlags(args: string[]): Record<string, string> {
  const options = Object.fromEntries(
    Object.keys(FLAGS).map((flag) => [flag, { type: "string" as const }]),
  );
  try {
    const { values } = parseArgs({ args, options });
    return Object.fromEntries(
      Object.entries(FLAGS).flatMap(([flag, name]) =>
        typeof values[flag] === "string" ? [[name, values[flag]]] : [],
      ),
    );
  } catch {
    // Node's own sentence repeats what was given, which may be a token in the wrong place.
    throw new Trouble(`That is not how it is used: ${USAGE}`);
  }
}

/** What flags and environment add to the file. @throws Trouble when a flag says otherwise than the file. */
function addedBy(
  flags: Record<string, string>,
  env: Said,
  there: Said,
  folder: DeployFolder,
): Record<string, string> {
  const otherwise = Object.keys(flags).filter(
    (name) => there[name] !== undefined && there[name] !== flags[name],
  );
  if (otherwise.length > 0)
    throw new Trouble(
      `${folder.settings} says otherwise of ${otherwise.join(", ")}: change it there if you mean it.`,
    );
  const tokens = TOKENS.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const said = { ...Object.fromEntries(tokens), ...flags };
  return Object.fromEntries(Object.entries(said).filter(([name]) => there[name] === undefined));
}

async function askFor(ask: Ask, known: Said): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const { name, text, isSecret = false, needs } of QUESTIONS) {
    const isAnswered = known[name] !== undefined;
    const isMeaningless = needs !== undefined && !known[needs] && !answers[needs];
    const answer = isAnswered || isMeaningless ? "" : await ask(text, { isSecret });
    if (answer !== "") answers[name] = answer;
  }
  return answers;
}
