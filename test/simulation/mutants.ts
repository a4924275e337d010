import { CRAMPED } from "./cramped.ts";
import { MESSAGE_MUTANTS, type Mutant } from "./message-mutants.ts";

export const MUTANTS: readonly Mutant[] = [
  ...MESSAGE_MUTANTS,
  {
    name: "events are shown before they are written",
    file: "party/room/command-desk.ts",
    find: "await this.#journal.append(",
    replace: "void this.#journal.append(",
  },
  {
    name: "nobody looks whether an id was accepted before",
    file: "party/room/id-memory.ts",
    find: "return this.#bucket(kind, id).get(nameOf(by, id));",
    replace: "return undefined;",
  },
  {
    name: "the ids of accepted commands are not stored",
    file: "party/room/batch.ts",
    find: 'return new Map([...this.#ids.note("live", live), ...this.#ids.note("imported", imported)]);',
    replace:
      'this.#ids.note("live", live); this.#ids.note("imported", imported); return new Map();',
  },
  {
    name: "a repeat within one beat is taken for news",
    file: "party/room/batch.ts",
    find: "? this.#accepted.get(nameOf(by.person, command.id))",
    replace: "? undefined",
  },
  {
    name: "an id that is used for another text is taken for a repeat",
    file: "party/room/repeat.ts",
    find: "event.body === body.text &&",
    replace: "",
  },
  {
    name: "a number is taken before the write",
    file: "party/room/journal.ts",
    find: "await this.#storage.commit(write);",
    replace: "this.#state = { ...after, timeline }; await this.#storage.commit(write);",
  },
  {
    name: "a room wakes up one number short",
    file: "party/room/journal.ts",
    find: "seq: tail.at(-1)?.seq ?? 0,",
    replace: "seq: (tail.at(-1)?.seq ?? 1) - 1,",
  },
  {
    name: "a resume leaves out the first event",
    file: "party/room/resume.ts",
    find: "from: known.cursor + 1 }",
    replace: "from: known.cursor + 2 }",
  },
  {
    name: "live events come between the pages of a catch-up",
    file: "party/room/reception.ts",
    find: "await this.#desk.turns.take(async () => {",
    replace: "await ((turn: () => Promise<void>) => turn())(async () => {",
    // A catch-up that takes its time, so that something can come between.
    also: [
      {
        file: "party/room/reception.ts",
        find: "const frames = await catchUp(journal, hello);",
        replace: `const frames = await catchUp(journal, hello);
          await new Promise<void>((done) => void this.#desk.clock.after(60, done));`,
      },
    ],
  },
  {
    name: "the archive's watermark moves before its answer",
    file: "party/room/archive-drain.ts",
    find: "const stored = await archive.store(",
    replace: "await this.#progress.confirmed(last.seq); const stored = await archive.store(",
  },
  {
    name: "the alarm is not set again",
    file: "party/room/archive-drain.ts",
    find: "this.#isArmed = false;",
    replace: "",
  },
  {
    name: "whoever has left may come back in and read",
    file: "party/room/permissions.ts",
    find: 'return room.members[by.person] ? null : "not_member";',
    replace: "return null;",
  },
  {
    name: "the sockets of those who left stay open",
    file: "party/room/room.ts",
    find: "if (leavers.size > 0) showOut(this.#seats.all(), leavers);",
    replace: "",
  },
  {
    name: "those who leave hear the rest of the beat",
    file: "party/room/broadcast.ts",
    find: "leavers.size > 0 ? bidFarewell(all, leavers, written, now) : all",
    replace: "all",
  },
  {
    name: "a ticket opens as many sockets as one likes",
    file: "party/object/spent-tickets.ts",
    find: "if ((await storage.get(key)) !== undefined) return false;",
    replace: "",
  },
  {
    name: "after a refusal the later ones of a socket go ahead",
    file: "party/room/command-desk.ts",
    find: "if (heldAt !== undefined && heldAt !== command.id) {",
    replace: "if (heldAt === command.id && heldAt !== command.id) {",
  },
  {
    name: "old ids and ids from the future are taken",
    file: "party/room/decide.ts",
    find: "return writtenAt < now - ID_TOO_OLD_MS || writtenAt > now + ID_TOO_NEW_MS;",
    replace: "return writtenAt !== writtenAt && now !== now;",
  },
  {
    name: "a browser saves its cursor apart from what led there",
    file: "web/storage/stored-rooms.ts",
    find: "else await follow(stores, room, change);",
    replace: `else {
        await putFacts(stores, room, change);
        const later = db.transaction(["events", "states"], "readwrite");
        void follow(
          {
            rooms: { put: () => Promise.resolve() },
            log: later.objectStore("events"),
            states: later.objectStore("states"),
          },
          room,
          change,
        );
      }`,
  },
  {
    name: "a message leaves the outbox when it is sent",
    file: "web/room/outbox.ts",
    find: "send: (row) => this.#keeper.send(row, (command) => deps.send(command)),",
    replace:
      "send: (row) => { this.#keeper.forget([row]); return this.#keeper.send(row, (command) => deps.send(command)); },",
  },
  {
    name: "a message stops pending before its event is shown",
    file: "web/room/outbox-rows.ts",
    find: "return fact !== null && fact <= cursor;",
    replace: "return fact !== null && cursor >= 0;",
  },
  {
    name: "what is written is not noted until the disk has it",
    file: "web/room/outbox-keeper.ts",
    find: "const isNoted = notes.write(room, { ...written, nth: this.#lastNote });",
    replace: "const isNoted = true;",
  },
  {
    name: "a refusal that asks to wait counts as final",
    file: "web/room/sender.ts",
    find: "if (!retryable) {",
    replace: "if (!retryable || code) {",
  },
  {
    name: "a client applies what does not follow",
    file: "web/room/sync.ts",
    find: "else if (event.seq === seq + 1) {",
    replace: "else if (event.seq > seq) {",
    also: [
      // The room must leave something out for that to matter.
      {
        file: "party/room/resume.ts",
        find: "from: known.cursor + 1 }",
        replace: "from: known.cursor + 2 }",
      },
      {
        file: "protocol/room-state.ts",
        find: "if (event.seq !== seq + 1) throw",
        replace: "if (event.seq <= seq) throw",
      },
    ],
  },
  {
    name: "a snapshot keeps members that are gone",
    file: "web/room/sync.ts",
    find: "room: roomOf(snapshot),",
    replace: "room: roomOf({ ...snapshot, members: { ...room.members, ...snapshot.members } }),",
    also: CRAMPED,
  },
  {
    name: "a joining is not kept for the next waking",
    file: "party/room/projection-rows.ts",
    find: "of news(before.members, after.members))",
    replace: "of news(before.seq > 1_000 ? before.members : after.members, after.members))",
  },
  {
    name: "a leaving is not kept for the next waking",
    file: "party/room/journal.ts",
    find: "remove: [...former, ...receipts.remove] };",
    replace: "remove: [...receipts.remove] };",
  },
  {
    name: "a member is told by the name in their token",
    file: "party/room/decide.ts",
    find: "const { name } = asCalled(room, { id: by.person, name: by.name });",
    replace: "const { name } = by.name ? by : asCalled(room, { id: by.person, name: by.name });",
  },
  {
    name: "a name that was forgotten stays in the room's storage",
    file: "party/room/departed.ts",
    find: "put: new Map([...anew, [KEY.departed(person), JSON.stringify(row)]]),",
    replace: "put: new Map([[KEY.departed(person), JSON.stringify(row)]]),",
  },
  {
    name: "what is read from storage still has the name",
    file: "party/room/journal.ts",
    find: "return asked.map((event) => this.departed.hide(event));",
    replace: "return asked;",
    // A log that is rid of names so slowly that something is read meanwhile.
    also: [
      ...CRAMPED,
      {
        file: "party/room/departed.ts",
        find: "const ROWS_AT_ONCE = 32;",
        replace: "const ROWS_AT_ONCE = 1;",
      },
      {
        file: "party/room/departed.ts",
        find: "const PAGES_PER_ALARM = 20;",
        replace: "const PAGES_PER_ALARM = 1;",
      },
    ],
  },
  {
    name: "whoever has gone is remembered when the room wakes",
    file: "party/room/journal.ts",
    find: "(await readTail(storage)).map((event) => departed.hide(event));",
    replace: "await readTail(storage);",
  },
  {
    name: "a name stays in the archive",
    file: "party/room/archive-drain.ts",
    find: "if (!who) return;",
    replace: "if (!who || who.after === '') return;",
  },
  {
    name: "a browser's disk keeps the name",
    file: "web/storage/stored-rooms.ts",
    find: "if (erased.length === 0) return;",
    replace: "if (erased.length >= 0) return;",
  },
  {
    name: "someone whose account was deleted comes in again",
    file: "party/room/command-desk.ts",
    find: "if (batch.hasDeparted(by.person)) return afterDeparture(command);",
    replace: "",
  },
];
