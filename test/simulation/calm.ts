import type { SimWorld } from "./sim-world.ts";
import { Violation } from "./violation.ts";

const LONGEST_WAY_HOME_MIN = 20;

/** From now on nothing goes wrong any more: everything that was written must be said, and everyone must agree. */
export async function calmDown(world: SimWorld): Promise<void> {
  const { host, rules, archive, browsers } = world;
  world.tell("the storm is over");
  host.downUntil = 0;
  archive.mood = () => "well";
  Object.assign(rules, { writeFails: () => false, alarmLate: () => 0 });
  for (const { network, idb } of browsers) {
    network.isOffline = false;
    network.laziness = 0;
    idb.failing = 0;
  }
  await everyoneJoins(world);
  for (const browser of browsers) {
    // As a person would: the page is opened anew, or looked at again.
    if (browser.tabs.length === 0) browser.open();
    for (const tab of browser.tabs) {
      tab.wake();
      tab.room.enter();
    }
  }
  for (let minute = 0; minute < LONGEST_WAY_HOME_MIN; minute += 1) {
    await world.pass(60_000, () => unsettled(world) === null);
    if (world.verdict.first || unsettled(world) === null) return;
    enterAgain(world);
  }
  const stuck = unsettled(world);
  if (stuck) world.verdict.failed(new Violation("Something is stuck.", stuck));
}

async function everyoneJoins(world: SimWorld) {
  const { server, browsers } = world;
  let isDone = false;
  const people = new Map(browsers.map(({ person }) => [person.person, person]));
  const joins = [...people.values()].map(async (person) => {
    for (;;) {
      const command = { type: "room.join", id: server.newId() } as const;
      const answer = await server.command(person, command).catch(() => null);
      if (answer?.ok || answer?.refusal.code === "already_member") return;
      await world.clock.sleep(1_000);
    }
  });
  void Promise.all(joins).then(() => (isDone = true));
  await world.pass(60_000, () => isDone);
}

/** Whoever finds the door closed, because word of leaving was still on its way, knocks once more. */
function enterAgain({ browsers }: SimWorld) {
  for (const { tabs } of browsers) {
    for (const { room } of tabs) if (room.view.getState().connection.at === "closed") room.enter();
  }
}

/** What keeps the world from rest, or null. */
function unsettled(world: SimWorld): string | null {
  const { pipes, truth, archive } = world;
  if (archive.size < truth.head) return `the archive is at ${archive.size} of ${truth.head}`;
  if (!pipes.every(({ isDone }) => isDone)) return "a device still has something to send";
  for (const browser of world.browsers) {
    for (const tab of browser.tabs) {
      const { room, pending, changes, connection } = tab.room.view.getState();
      if (connection.at !== "live") return `${tab.name} is ${connection.at}`;
      if (room.seq !== truth.head) return `${tab.name} is at ${room.seq} of ${truth.head}`;
      const waiting = pending.find(({ send }) => send.at !== "failed");
      if (waiting) return `${tab.name} still has "${waiting.body}" ${waiting.send.at}`;
      const wished = changes.find(({ send }) => send.at !== "failed");
      if (wished) return `${tab.name} still wants ${wished.wish.type} ${wished.send.at}`;
    }
  }
  return misnamed(world) ?? remembered(world) ?? unforgotten(world);
}

/** Who is called otherwise in the room than in the community. */
function misnamed({ browsers, truth, server }: SimWorld): string | null {
  const { members } = truth.stateAt(truth.head);
  for (const { person } of browsers) {
    const name = members[person.person]?.name;
    const known = server.accounts.now(person).name;
    if (name !== undefined && name !== known) return `${known} is still called ${name}`;
  }
  return null;
}

/** Where words are still to be found that were deleted. */
function unforgotten(world: SimWorld): string | null {
  const texts = world.truth.deletedTexts();
  for (const [place, rows] of keptBy(world)) {
    const text = texts.find((each) => rows.some((row) => row.includes(JSON.stringify(each))));
    if (text !== undefined) return `${place} still knows ${text}`;
  }
  return null;
}

/** Where the name of someone is still to be found who has deleted their account. */
function remembered(world: SimWorld): string | null {
  const names = [...world.server.accounts.departed.values()].flatMap((each) => [...each]);
  for (const [place, texts] of keptBy(world)) {
    const name = names.find((each) => texts.some((text) => text.includes(`"${each}"`)));
    if (name !== undefined) return `${place} still knows ${name}`;
  }
  return null;
}

/** Everything that is kept anywhere, as text. */
function keptBy({ browsers, disk, archive }: SimWorld): [string, readonly string[]][] {
  return [
    ["the room's storage", [...disk.rows.values()]],
    ["the archive", archive.texts()],
    // A full disk may have refused to forget, and does so when there is news.
    ...browsers
      .filter(({ idb }) => !idb.hasFailed)
      .map(({ name, idb }): [string, string[]] => [
        `the disk of ${name}`,
        [...idb.rows("events"), ...idb.rows("states"), ...idb.rows("rooms")].map(({ value }) =>
          JSON.stringify(value),
        ),
      ]),
  ];
}
