import { afterAll, beforeAll, expect, test } from "vitest";
import { FILES_PER_PERSON } from "../../scripts/open-files.ts";
import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn, startParley, type Parley } from "../servers.ts";
import { filesOf } from "../wire/awake-rooms.ts";
import { WireInbox } from "../wire/inbox.ts";
import { WireNote } from "../wire/note.ts";
import { WirePerson } from "../wire/person.ts";

const PEOPLE = 10;

let parley: Parley;

beforeAll(async () => {
  parley = await startParley();
});

afterAll(() => parley.stop());

test.skipIf(process.platform !== "linux")(
  "somebody with a room, its note and their inbox open takes no more files of the server than operators are told",
  async () => {
    const ann = await WirePerson.founder(parley.url);
    const room = await ann.createRoom("Kitchen");
    const people = [];
    for (let i = 0; i < PEOPLE; i += 1) people.push(await ann.invite(`Person-${i}`));
    for (const person of people) await person.join(room);
    await ann.enter(room);
    await WireNote.enter(ann, room);
    const before = openFiles(parley);
    for (const person of people) {
      await person.enter(room);
      await WireNote.enter(person, room);
      await WireInbox.enter(person);
    }
    const taken = openFiles(parley) - before;
    // Three sockets each, less the requests' own lines, which end meanwhile; or it looked at another process.
    expect(taken).toBeGreaterThan(2 * PEOPLE);
    expect(taken).toBeLessThanOrEqual(FILES_PER_PERSON * PEOPLE);
  },
);

/** What is open for people, and not for everybody: sockets, and inboxes that are awake. Counted in the process that has most of it, workerd. */
function openFiles({ dir }: Parley): number {
  const groups = serversOn(dir).map(({ group }) => group);
  const counts = runningProcesses()
    .filter(({ group }) => groups.includes(group))
    .map(({ pid }) => filesOf(pid).filter((file) => /^socket:|\/parley-Inbox\//.test(file)).length);
  return Math.max(...counts);
}
