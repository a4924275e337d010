import { parseArgs } from "node:util";
import { cleanName } from "#protocol/text.ts";
import { Trouble } from "../trouble.ts";

export type ImportArguments = { files: string[]; room: string; url: string };

const USAGE = "npm run import -- irc FILE… --room NAME [--url http://localhost:1999]";

/** @throws Trouble that shows how the command is used. */
export function readImportArguments(args: string[]): ImportArguments {
  const { values, positionals } = parse(args);
  const [source, ...files] = positionals;
  const room = cleanName(values.room ?? "");
  const url = values.url ?? `http://localhost:${process.env["PORT"] || "1999"}`;
  if (source !== "irc") throw wrongUse(`"irc" is the history that can be read, said first`);
  if (files.length === 0) throw wrongUse("name the log files");
  if (room === "") throw wrongUse("name the room that the history goes to, with --room");
  if (!URL.canParse(url)) throw wrongUse(`${url} is no address`);
  return { files, room, url: new URL(url).origin };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { room: { type: "string" }, url: { type: "string" } },
    });
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(what: string): Trouble {
  return new Trouble(`That cannot be imported: ${what}. Use it so: ${USAGE}`);
}
