import { fileURLToPath } from "node:url";

/** What the build tells about its modules. */
type Modules = {
  getModuleInfo: (
    id: string,
  ) => { importedIds: readonly string[]; importers: readonly string[] } | null;
};

const ROOM = fileURLToPath(new URL("../web/inside.tsx", import.meta.url));
const DOOR = fileURLToPath(new URL("../web/welcome/front-door.tsx", import.meta.url));

type Screens = {
  room: ReadonlySet<string>;
  door: ReadonlySet<string>;
  /** What the door has in common with pages that come later: forms, dialogs, questions to the API. */
  common: ReadonlySet<string>;
};
let screens: Screens | null = null;

/**
 * Names the file for what the first screen of a room cannot do without. What is also needed later would else be a small file of its
 * own each time: in a dozen of them it packs worse, and each is a request.
 */
export function fileOfRoom(id: string, modules: Modules): string | null {
  const { room, door } = screensIn(modules);
  return room.has(id) && !door.has(id) && id !== ROOM ? "room" : null;
}

/** The same for what the front door needs too. It comes first, or it would go with the room. */
export function fileOfBoth(id: string, modules: Modules): string | null {
  const { room, door } = screensIn(modules);
  return room.has(id) && door.has(id) ? "both" : null;
}

/** And for the rest of the door: one file that is its own, and one that pages inside ask for too. */
export function fileOfDoor(id: string, modules: Modules): string | null {
  const { room, door, common } = screensIn(modules);
  if (!door.has(id) || room.has(id) || id === DOOR) return null;
  return common.has(id) ? "common" : "door";
}

function screensIn(modules: Modules): Screens {
  if (screens) return screens;
  const door = needs(DOOR, modules);
  const common = new Set<string>();
  for (const id of door) {
    const importers = id === DOOR ? [] : (modules.getModuleInfo(id)?.importers ?? []);
    if (importers.some((importer) => !door.has(importer))) needs(id, modules, common);
  }
  screens = { room: needs(ROOM, modules), door, common };
  return screens;
}

/** A module and all that it imports before it runs. */
function needs(id: string, modules: Modules, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? [])
    needs(imported, modules, seen);
  return seen;
}
