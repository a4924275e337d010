import { parseArgs } from "node:util";
import { Trouble } from "../trouble.ts";

export type SmokeArguments = {
  /** The address that people use. */
  url: string;
  /** The token of an invite; undefined: the keys make one. */
  invite: string | undefined;
  /** The folder that holds the community's keys. */
  keys: string;
};

const USAGE = "npm run smoke -- https://chat.example.org [--invite LINK | --keys FOLDER]";

/** @throws Trouble that shows how the command is used. */
export function readSmokeArguments(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): SmokeArguments {
  const { values, positionals } = parse(args);
  const [url = "", ...rest] = positionals;
  if (rest.length > 0 || !URL.canParse(url) || !url.startsWith("http"))
    throw wrongUse("name one address");
  if (values.invite !== undefined && values.keys !== undefined)
    throw wrongUse("an invite or keys, not both");
  const isHere = ["localhost", "127.0.0.1"].includes(new URL(url).hostname);
  return {
    url: new URL(url).origin,
    // The link's own fragment, or the token alone.
    invite: values.invite?.replace(/^.*#/, ""),
    keys: values.keys ?? (env["PARLEY_DATA"] || (isHere ? ".data" : deploymentOf(env))),
  };
}

function deploymentOf(env: Readonly<Record<string, string | undefined>>): string {
  return env["PARLEY_DEPLOYMENT"] || ".deploy";
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { invite: { type: "string" }, keys: { type: "string" } },
    });
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(what: string): Trouble {
  return new Trouble(`That cannot be tried: ${what}. Use it so: ${USAGE}`);
}
