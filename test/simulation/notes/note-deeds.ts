import * as Y from "yjs";
import { changeAs, updateFrame } from "../../fakes/note-editor.ts";
import { awarenessFrame } from "#party/notes/write-awareness.ts";
import type { SimEditor } from "./sim-editor.ts";
import type { SimNoteWorld } from "./note-world.ts";

export type Deed = { weight: number; isTrouble?: boolean; act: (world: SimNoteWorld) => void };

const editor = (world: SimNoteWorld) => world.chance.pick(world.editors);

/** Someone who may write, with a line or without one. */
function writer(world: SimNoteWorld): SimEditor | undefined {
  const may = world.editors.filter(
    ({ person }) => (world.members.get(person) ?? "guest") !== "guest",
  );
  return may.length > 0 ? world.chance.pick(may) : undefined;
}

function somewhere(world: SimNoteWorld, note: Y.XmlFragment): Y.XmlText | null {
  const element: unknown = note.length > 0 ? note.get(world.chance.below(note.length)) : null;
  const text: unknown = element instanceof Y.XmlElement ? element.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}

function edit(world: SimNoteWorld, change: (note: Y.XmlFragment, who: SimEditor) => void): void {
  const who = writer(world);
  if (who) who.editor.doc.transact(() => change(who.editor.doc.getXmlFragment("note"), who));
}

/** Says something on an open line that no editor would. */
function attack(world: SimNoteWorld, frames: (who: SimEditor) => Uint8Array | null): void {
  const who = editor(world);
  const frame = who.line?.isOpen ? frames(who) : null;
  if (!frame || !who.line) return;
  who.isHostile = true;
  world.tell(`${who.name} attacks on ${who.line.id}`);
  world.up(who.line, frame);
}

/** Of ids that nobody is known by, whoever comes first is the owner. */
function isKnown({ truth }: SimNoteWorld, { clientId, line }: SimEditor): boolean {
  const shown = line?.isOpen ? line.memory.note?.awareness?.clientId : undefined;
  return shown === clientId || Y.getState(truth.doc.store, clientId) > 0;
}

export const DEEDS: readonly Deed[] = [
  {
    weight: 6,
    act: (world) =>
      edit(world, (note, who) => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(`${who.name} `)]);
        note.insert(world.chance.below(note.length + 1), [paragraph]);
      }),
  },
  {
    weight: 20,
    act: (world) =>
      edit(world, (note) => {
        const text = somewhere(world, note);
        text?.insert(world.chance.below(text.length + 1), world.chance.pick(["a", "bc ", "é"]));
      }),
  },
  {
    weight: 5,
    act: (world) =>
      edit(world, (note) => {
        const text = somewhere(world, note);
        if (!text || text.length === 0) return;
        const at = world.chance.below(text.length);
        text.delete(at, Math.min(text.length - at, 1 + world.chance.below(4)));
      }),
  },
  {
    weight: 3,
    act: (world) =>
      edit(world, (note) => {
        const text = somewhere(world, note);
        if (text && text.length > 0) text.format(0, text.length, { bold: {} });
      }),
  },
  {
    weight: 2,
    act: (world) =>
      edit(world, (note) => {
        if (note.length > 0) note.delete(world.chance.below(note.length), 1);
      }),
  },
  {
    weight: 2,
    act: (world) =>
      edit(world, (note, who) => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(`${who.name} tells `.repeat(20))]);
        note.insert(world.chance.below(note.length + 1), [paragraph]);
      }),
  },
  { weight: 1, act: (world) => edit(world, (note) => note.delete(0, note.length)) },
  {
    weight: 3,
    act: (world) =>
      edit(world, (note) => {
        const whom = editor(world).person;
        const [again] = [...world.named].toReversed();
        // Moved, brought back or copied, a mention keeps its id.
        const isAgain = again !== undefined && world.chance.happens(0.3);
        const [id, person] = isAgain ? again : [world.newMention(), whom];
        world.named.set(id, person);
        const mention = new Y.XmlElement("mention");
        mention.setAttribute("person", person);
        mention.setAttribute("id", id);
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [mention]);
        note.insert(world.chance.below(note.length + 1), [paragraph]);
      }),
  },
  {
    weight: 2,
    act: (world) => {
      const who = writer(world);
      who?.editor.doc.getMap("comments").set(world.chance.pick(["x", "y"]), who.name);
    },
  },
  {
    weight: 4,
    act: (world) => editor(world).editor.awareness.setLocalState({ at: world.chance.below(100) }),
  },
  { weight: 5, act: (world) => void world.connect(editor(world)) },
  { weight: 4, isTrouble: true, act: (world) => world.drop(editor(world)) },
  {
    weight: 2,
    isTrouble: true,
    act: (world) => {
      const who = editor(world);
      world.drop(who);
      world.tell(`${who.name} loads the page again`);
      who.reload(world.newClientId());
    },
  },
  { weight: 2, isTrouble: true, act: (world) => world.crash() },
  {
    weight: 3,
    isTrouble: true,
    act: (world) => {
      world.diesIn = 1 + world.chance.below(8);
    },
  },
  { weight: 3, isTrouble: true, act: (world) => world.sleep() },
  {
    weight: 1,
    isTrouble: true,
    act: (world) => {
      const { person } = editor(world);
      world.members.delete(person);
      world.tell(`${person} leaves`);
      // The room says so, or it is lost.
      if (world.chance.happens(0.7))
        void world.note().then((note) => note.gone({ people: [person], sessions: [] }));
    },
  },
  {
    weight: 2,
    isTrouble: true,
    act: (world) => {
      const { person } = editor(world);
      if (!world.members.has(person)) world.members.set(person, "member");
    },
  },
  {
    weight: 1,
    isTrouble: true,
    act: (world) => {
      const { person } = editor(world);
      const role = world.members.get(person);
      if (!role) return;
      const next = role === "guest" ? "member" : "guest";
      world.members.set(person, next);
      world.tell(`${person} is ${next}`);
      void world.note().then((note) => note.roleIs(person, next).catch(() => undefined));
    },
  },
  {
    weight: 2,
    isTrouble: true,
    act: (world) => {
      world.isRoomAway = world.chance.happens(0.3);
    },
  },
  {
    weight: 2,
    isTrouble: true,
    act: (world) =>
      attack(world, (who) => {
        const others = world.editors.filter(({ person }) => person !== who.person);
        const known = others.filter((victim) => isKnown(world, victim));
        if (known.length === 0) return null;
        const { clientId } = world.chance.pick(known);
        return updateFrame(changeAs(world.truth.doc, "FORGED", clientId));
      }),
  },
  {
    weight: 2,
    isTrouble: true,
    act: (world) =>
      attack(world, () => {
        const doc = new Y.Doc();
        doc.clientID = world.newClientId();
        doc.getXmlFragment("note").insert(0, [new Y.XmlText("first")]);
        const known = Y.encodeStateVector(doc);
        doc.getXmlFragment("note").insert(0, [new Y.XmlText("GAPPED")]);
        return updateFrame(Y.encodeStateAsUpdate(doc, known));
      }),
  },
  {
    weight: 1,
    isTrouble: true,
    act: (world) => attack(world, () => world.chance.bytes(1 + world.chance.below(30))),
  },
  {
    weight: 1,
    isTrouble: true,
    act: (world) => {
      const who = editor(world);
      if (world.members.get(who.person) !== "guest" || !who.line?.isOpen) return;
      who.isHostile = true;
      if (who.line.memory.note?.mayWrite === false)
        world.up(who.line, updateFrame(changeAs(world.truth.doc, "READER", who.clientId)));
    },
  },
  {
    weight: 1,
    isTrouble: true,
    act: (world) =>
      attack(world, (who) => {
        const victim = editor(world);
        if (victim.person === who.person || !isKnown(world, victim)) return null;
        const { clientId } = victim;
        return awarenessFrame({ clientId, clock: 1_000_000, state: '{"at":"STOLEN"}' });
      }),
  },
];
