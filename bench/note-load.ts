import { XmlElement, XmlText, type Doc } from "yjs";
import { startParley, type Parley } from "../test/servers.ts";
import { noteTicket, WireNote } from "../test/wire/note.ts";
import { WirePerson } from "../test/wire/person.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { RAISED_LIMITS } from "./parley.ts";
import { count, ms, quantile, type Row } from "./rows.ts";
import { pauseFor } from "./schedule.ts";

const CHANGES = 20_000;
const EDITORS = 4;
/** Each editor waits for these to be saved before it goes on. */
const AT_A_TIME = 100;
/** Changes are put together a second after there are many. */
const REST_MS = 4_000;
const RESTARTS = 5;

/** Somebody comes to a note of twenty thousand changes that nobody has open: how long until they have it. */
export async function measureNoteLoad(): Promise<Row[]> {
  const limits = { ...RAISED_LIMITS, noteUpdatesPerSecond: 1e6 };
  const parley = await startParley({ limits });
  leaveNothingOn(parley.dir);
  try {
    const ann = await WirePerson.founder(parley.url);
    const [room, empty] = [await ann.createRoom("Long note"), await ann.createRoom("Empty note")];
    const perSecond = await fill(ann, room);
    await pauseFor(REST_MS);
    const [full, bare]: [number[], number[]] = [[], []];
    for (let i = 0; i < RESTARTS; i += 1) {
      await parley.kill();
      await parley.restart();
      bare.push(await timeToLoad(ann, empty));
      full.push(await timeToLoad(ann, room));
    }
    const bytes = bytesOf(parley, room);
    const worst = Math.max(...full);
    return [
      {
        what: `coming to a note of ${count(CHANGES)} changes that nobody has open → its whole document`,
        measured: ms(quantile(full, 0.5)),
        target: "≤ 200 ms",
        holds: worst <= 200,
        beside: `worst ${ms(worst)} of ${RESTARTS}, each after a restart; an empty note ${ms(quantile(bare, 0.5))}; it keeps ${count(bytes)} bytes; ${EDITORS} editors wrote ${count(perSecond)} changes/s, each stored before it was told`,
      },
    ];
  } finally {
    await parley.stop();
  }
}

/** People write as they do: words into paragraphs, and now and then they take one out. Gives changes a second. */
async function fill(ann: WirePerson, room: string): Promise<number> {
  const editors: WireNote[] = [];
  for (let i = 0; i < EDITORS; i += 1) editors.push(await WireNote.enter(ann, room));
  const began = performance.now();
  await Promise.all(
    editors.map(async (note) => {
      for (let i = 1; i <= CHANGES / EDITORS; i += 1) {
        if (i % 60 === 1) note.editor.write("");
        else if (i % 25 === 0) takeOut(note.editor.doc);
        else note.editor.type(i % 6 === 0 ? " " : "x");
        if (i % AT_A_TIME === 0) await note.untilSaved();
      }
      await note.untilSaved();
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const note of editors) note.close();
  return Math.round(CHANGES / seconds);
}

/** The first letter of the last paragraph. */
function takeOut(doc: Doc): void {
  const note = doc.getXmlFragment("note");
  const last: unknown = note.get(note.length - 1);
  const text: unknown = last instanceof XmlElement ? last.get(0) : null;
  if (text instanceof XmlText && text.length > 0) text.delete(0, 1);
}

async function timeToLoad(ann: WirePerson, room: string): Promise<number> {
  const note = new WireNote(ann, room);
  const ticket = await noteTicket(ann, room);
  const began = performance.now();
  await note.connect(ticket);
  await note.until("the document", () => note.editor.isSynced || undefined);
  const took = performance.now() - began;
  note.close();
  await note.untilClosed();
  return took;
}

/** What the note has told of itself when it woke. */
function bytesOf(parley: Parley, room: string): number {
  const woke = parley
    .output()
    .split("\n")
    .filter((line) => line.includes('"note.woke"') && line.includes(room));
  return Number(/"bytes":(\d+)/.exec(woke.at(-1) ?? "")?.[1] ?? Number.NaN);
}
