import { parseArgs } from "node:util";
import { Trouble } from "../trouble.ts";
import { readOwner, type Founding } from "./first-owner.ts";

export type DeployArguments = {
  /** Everything is looked at, and nothing is changed. */
  isRehearsal: boolean;
  /** The signing keys were replaced on purpose: that what is served has others is no mistake. */
  areKeysNew: boolean;
  /** Who creates the community, the first time. */
  founding: Founding | null;
};

const USAGE =
  'npm run deploy [-- --rehearsal] [--new-keys] [--community NAME --owner "Ann <ann@example.org>"]';

/** @throws Trouble that shows how the command is used. */
export function readDeployArguments(args: string[]): DeployArguments {
  const values = parse(args);
  const { community, owner } = values;
  if ((community === undefined) !== (owner === undefined))
    throw wrongUse("a community and its owner are named together");
  return {
    isRehearsal: values.rehearsal ?? false,
    areKeysNew: values["new-keys"] ?? false,
    founding:
      community === undefined || owner === undefined ? null : { community, ...readOwner(owner) },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        rehearsal: { type: "boolean" },
        "new-keys": { type: "boolean" },
        community: { type: "string" },
        owner: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(what: string): Trouble {
  return new Trouble(`That cannot be done: ${what}. Use it so: ${USAGE}`);
}
