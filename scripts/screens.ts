import { fileURLToPath } from "node:url";

/** What the build tells about its modules. */
type Modules = {
  getModuleInfo: (
    id: string,
  ) => { importedIds: readonly string[]; importers: readonly string[] } | null;
};

const web = (module: string) => fileURLToPath(new URL(`../web/${module}`, import.meta.url));
const ROOM = web("inside.tsx");
const DOOR = web("welcome/front-door.tsx");
const MARKS = web("markup/rich-text.tsx");
const SIDEBAR = web("sidebar/sidebar.tsx");
/** What comes right after the first screen of a room, all of it. */
const BESIDE = [
  "composer/aids.tsx",
  "messages/message-actions.tsx",
  "messages/message-parts.tsx",
  "room/room-beside.tsx",
  "room/room-more.tsx",
  "room/room-people.tsx",
  "room/room-ways.tsx",
].map(web);

type Screens = {
  room: ReadonlySet<string>;
  door: ReadonlySet<string>;
  /** What the door has in common with pages that come later: forms, dialogs, questions to the API. */
  common: ReadonlySet<string>;
  later: Readonly<Record<"marks" | "rooms" | "beside", ReadonlySet<string>>>;
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

/**
 * What is not the first screen and comes soon after it: what reads marked-up texts, the sidebar, and all that comes once the messages
 * are there. One file each, and asked for in this order, as a file takes what it needs and no other has taken.
 */
export const LATER = (["marks", "rooms", "beside"] as const).map((name) => ({
  name: (id: string, modules: Modules): string | null => {
    const { room, door, later } = screensIn(modules);
    // A part that is asked for by name keeps a file of its own, which says what it needs.
    const isPart = id === MARKS || id === SIDEBAR || BESIDE.includes(id);
    return later[name].has(id) && !room.has(id) && !door.has(id) && !isPart ? name : null;
  },
}));

function screensIn(modules: Modules): Screens {
  if (screens) return screens;
  const door = needs(DOOR, modules);
  const common = new Set<string>();
  for (const id of door) {
    const importers = id === DOOR ? [] : (modules.getModuleInfo(id)?.importers ?? []);
    if (importers.some((importer) => !door.has(importer))) needs(id, modules, common);
  }
  const later = {
    marks: needs(MARKS, modules),
    rooms: needs(SIDEBAR, modules),
    beside: new Set(BESIDE.flatMap((id) => [...needs(id, modules)])),
  };
  screens = { room: needs(ROOM, modules), door, common, later };
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
