import { parseArgs } from "node:util";
import { Trouble } from "../trouble.ts";

const WHAT = ["status", "refill", "restore"] as const;

export type ArchiveArguments = {
  what: (typeof WHAT)[number];
  /** Names or ids; none is all of them. */
  rooms: string[];
  url: string;
  newEpoch: boolean;
  epoch: string | undefined;
  upToTheHole: boolean;
};

const USAGE = `npm run archive -- status [ROOM…]
       npm run archive -- refill [ROOM…] [--new-epoch]
       npm run archive -- restore ROOM… [--up-to-the-hole] [--epoch EPOCH]
       each with [--url http://localhost:1999]`;

/** @throws Trouble that shows how the command is used. */
export function readArchiveArguments(args: string[]): ArchiveArguments {
  const { values, positionals } = parse(args);
  const [first, ...rooms] = positionals;
  const what = WHAT.find((known) => known === first);
  const url = values.url ?? `http://localhost:${process.env["PORT"] || "1999"}`;
  const newEpoch = values["new-epoch"] ?? false;
  const upToTheHole = values["up-to-the-hole"] ?? false;
  const { epoch } = values;
  if (!what) throw wrongUse("say what to do first");
  if (!URL.canParse(url)) throw wrongUse(`${url} is no address`);
  if (what === "restore" && rooms.length === 0) throw wrongUse("name the room that was lost");
  // It ends the sockets of a room, and says that its log is right and the archive is not.
  if (newEpoch && rooms.length === 0) throw wrongUse("name the room that gets a new epoch");
  if (newEpoch && what !== "refill") throw wrongUse("--new-epoch belongs to refill");
  if ((upToTheHole || epoch) && what !== "restore") {
    throw wrongUse("--up-to-the-hole and --epoch belong to restore");
  }
  return { what, rooms, url: new URL(url).origin, newEpoch, epoch, upToTheHole };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        url: { type: "string" },
        "new-epoch": { type: "boolean" },
        "up-to-the-hole": { type: "boolean" },
        epoch: { type: "string" },
      },
    });
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wrongUse(what: string): Trouble {
  return new Trouble(`That cannot be done: ${what}.\nUse it so: ${USAGE}`);
}
