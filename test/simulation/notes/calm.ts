import { Violation } from "../violation.ts";
import type { SimNoteWorld } from "./note-world.ts";
import { textOf } from "./truth.ts";

const LONG_ENOUGH_MS = 120_000;
const TURNS_TO_COME = 30;
/** By then the note has heard of a line that has ended. */
const LONGEST_LEAVING_MS = 10_000;

/** After the storm: everyone is back, and all is one. */
export async function settle(world: SimNoteWorld): Promise<void> {
  world.tell("calm");
  world.isRoomAway = false;
  world.diesIn = Number.POSITIVE_INFINITY;
  world.slowest = 1;
  for (const who of world.editors) {
    world.drop(who);
    // What a reader has written is nobody's; and nobody knows of it any more.
    const role = world.members.get(who.person);
    if (role === "guest" || role === undefined) who.reload(world.newClientId(), false);
    if (role === undefined) world.members.set(who.person, "member");
  }
  await world.pass(1_000);
  // Roles of a moment ago hold for ten minutes.
  await world.pass(600_000);
  for (const who of world.editors) {
    void world.connect(who);
    await world.pass(10);
  }
  await world.pass(LONG_ENOUGH_MS);
  await world.expectWhole().catch(world.verdict.failed);
  world.verdict.watch(() => expectOne(world));
  await comesAfterSleep(world);
  // And once more, as it is read from storage.
  world.crash();
  await world.pass(1_000);
  await world.expectWhole().catch(world.verdict.failed);
}

/** Whoever comes to a note that has slept sees those who were there before: only their lines remember them. */
async function comesAfterSleep(world: SimNoteWorld): Promise<void> {
  if (world.verdict.first) return;
  const who = world.chance.pick(world.editors);
  world.drop(who);
  who.reload(world.newClientId());
  await world.pass(LONGEST_LEAVING_MS);
  world.sleep();
  void world.connect(who);
  // Waking and letting in take several turns, in each of which the clock may find nothing that is due.
  for (let turn = 0; turn < TURNS_TO_COME; turn += 1) await world.pass(10);
  world.verdict.watch(() => expectOne(world));
}

function expectOne(world: SimNoteWorld): void {
  const { text } = world.truth;
  for (const word of ["FORGED", "GAPPED", "READER"])
    if (text.includes(word)) throw new Violation("What must not be written was.", word);
  const here = world.editors.filter(({ line }) => line?.isOpen);
  if (here.length < world.editors.length) throw new Violation("Somebody cannot come back.");
  for (const { name, editor } of here) {
    if (textOf(editor.doc) !== text)
      throw new Violation(
        "Not everyone has the same note.",
        `${name}: ${textOf(editor.doc)} | ${text}`,
      );
    if (editor.saved !== editor.sent)
      throw new Violation("Not everything was said to be saved.", name);
  }
  for (const { name, editor } of here) expectShown(world, name, editor.awareness.getStates());
  expectTold(world);
}

/** Whoever is named in the note by others has heard of it by the room, and of one mention as of one: the room knows it by its id and maker. */
function expectTold({ truth, told, named }: SimNoteWorld): void {
  for (const [id, by] of told) {
    if (new Set(by).size > 1) throw new Violation("One mention was told as several people's.", id);
    if (by.some((maker) => maker === named.get(id)))
      throw new Violation("Somebody was told of what they have written.", id);
  }
  for (const { id, person, by } of truth.mentions())
    if (by !== person && !told.has(id))
      throw new Violation("Somebody who is named was not told.", id);
}

/** Everyone who is here is shown to everyone, as who they are, and nobody else is. */
function expectShown(world: SimNoteWorld, name: string, states: Map<number, unknown>): void {
  const others = world.editors.filter((one) => one.name !== name);
  for (const { clientId, person } of others) {
    const state = JSON.stringify(states.get(clientId) ?? null);
    if (!state.includes(`"user":{"id":"${person}"}`))
      throw new Violation(
        "Somebody is not shown as who they are.",
        `${name} sees ${clientId} as ${state}`,
      );
    if (state.includes("STOLEN")) throw new Violation("Somebody spoke for another.", state);
  }
  if (states.size !== world.editors.length)
    throw new Violation(
      "Somebody is shown who is gone.",
      `${name} sees ${[...states.keys()].join(" ")}`,
    );
}
