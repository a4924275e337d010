import { describe, expect, it } from "vitest";
import { NOTE_TEXT } from "#protocol/notes/frames.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { MAX_POLLS_PER_PERSON } from "#protocol/limits.ts";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import type { NoteBench } from "../../test/fakes/note-bench.ts";
import { changeAs, changeOutOfStep, NoteEditor } from "../../test/fakes/note-editor.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { person } from "../../test/fakes/room-bench.ts";
import type { Answer } from "../rooms.ts";
import { both, expectUndisturbed } from "./note.test-kit.ts";

const ZOE = person("Zoe");
const NOTHING = new Uint8Array([0]);
const WAITS_MS = 25_000;

describe("a change by request", () => {
  it("is there for everyone, under its writer, when it is said to be taken", async () => {
    const { bench, ann } = await both();
    expect(await post(bench, changeAs(bench.note.document, "by post"))).toBe("taken");
    expect(ann.text).toContain("by post");
    const { value } = await versions(bench);
    expect(value?.authors.map(({ person: who }) => who)).toContain(ZOE.person);
    await bench.wake();
    expect(textOf(bench.note.document)).toContain("by post");
  });

  it("may be repeated, and adds nothing", async () => {
    const { bench, ann } = await both();
    const change = changeAs(bench.note.document, "once");
    await post(bench, change);
    expect(await post(bench, change)).toBe("taken");
    expect(ann.text.match(/once/g)).toHaveLength(1);
  });

  it("is not said to be taken before it is durable", async () => {
    const { bench, ann } = await both();
    const { rows } = bench;
    let write: () => void = () => undefined;
    const commit = rows.commit.bind(rows);
    rows.commit = async (what) => {
      await new Promise<void>((resolve) => (write = resolve));
      return commit(what);
    };
    let said: string | null = null;
    const posted = post(bench, changeAs(bench.note.document, "soon"));
    void posted.then((answer) => (said = answer));
    await settled();
    expect([said, ann.text.includes("soon")]).toEqual([null, false]);
    write();
    expect(await posted).toBe("taken");
    expect(ann.text).toContain("soon");
  });

  it.each([
    ["noise", () => new Uint8Array([1, 2, 3, 4, 5]), "malformed"],
    ["nothing at all", () => new Uint8Array(), "malformed"],
    ["too large", () => new Uint8Array(MAX_NOTE_UPDATE_BYTES + 1), "frame_too_large"],
    ["on what is not there", changeOutOfStep, "note_out_of_step"],
  ])("that is %s is refused, and nobody notices", async (_, change, code) => {
    const { bench, bob } = await both();
    const before = bob.text;
    expect(await post(bench, change())).toBe(code);
    expect(bob.text).toBe(before);
    await expectUndisturbed(bench, bob);
  });

  it("in another's name is refused", async () => {
    const { bench, bob } = await both();
    const forged = changeAs(bench.note.document, "forged", bob.doc.clientID);
    expect(await post(bench, forged)).toBe("note_not_yours");
    expect(bob.text).not.toContain("forged");
    await expectUndisturbed(bench, bob);
  });

  it("keeps its client id for whoever was first to write under it", async () => {
    const { bench, ann } = await both();
    const zoes = changeAs(bench.note.document, "hers", 77);
    await post(bench, zoes);
    const again = changeAs(bench.note.document, "not hers", 77);
    expect(await post(bench, again, ann.by)).toBe("note_not_yours");
  });

  it("of whoever may only read, is not in the room or is signed out, is refused", async () => {
    const { bench, ann } = await both();
    const change = changeAs(bench.note.document, "no");
    expect(await post(bench, change, person("Guy", "guest"))).toBe("not_allowed");
    bench.room.set("p-eve", "not_member");
    expect(await post(bench, change, person("Eve"))).toBe("not_member");
    await bench.note.gone({ people: [], sessions: [ZOE.session] });
    expect(await post(bench, change)).toBe("unauthenticated");
    expect(ann.text).not.toContain("no<");
  });

  it("waits for its turn, where there were too many", async () => {
    const { bench } = await both({ pollBurst: 2, pollsPerSecond: 1 });
    const change = changeAs(bench.note.document, "again");
    for (let i = 0; i < 2; i += 1) expect(await post(bench, change)).toBe("taken");
    expect(await post(bench, change)).toBe("rate_limited");
    await bench.pass(1_000);
    expect(await post(bench, change)).toBe("taken");
  });
});

describe("hearing by requests", () => {
  it("begins with all that is missing, and goes on with what happens", async () => {
    const { bench, ann } = await both();
    const reader = new Reader(bench);
    await reader.ask(0);
    expect(reader.words).toEqual(["welcome true", "sync 0", "sync 1"]);
    expect(reader.editor.text).toBe(ann.text);
    const next = reader.ask();
    await settled();
    ann.type(" and more");
    await bench.rest();
    await next;
    expect(reader.words).toEqual(["welcome true", "sync 0", "sync 2"]);
    expect(reader.editor.text).toBe(ann.text);
  });

  it("hears what is taken out, which no state vector tells", async () => {
    const { bench, ann } = await both();
    const reader = new Reader(bench);
    await reader.ask(0);
    const next = reader.ask();
    ann.doc.getXmlFragment("note").delete(0, 1);
    await bench.rest();
    await next;
    expect(reader.editor.text).toBe(ann.text);
  });

  it("waits no longer than it was told to, and then there is nothing", async () => {
    const { bench } = await both();
    const reader = new Reader(bench);
    await reader.ask(0);
    const next = reader.ask();
    await settled();
    await bench.pass(WAITS_MS - 1);
    expect(reader.isWaiting).toBe(true);
    await bench.pass(1);
    await next;
    expect(reader.words).toEqual(["welcome true"]);
    await reader.ask(0);
    expect(reader.words).toEqual(["welcome true"]);
  });

  it("ends at once for whoever leaves, is signed out or becomes another", async () => {
    const { bench } = await both();
    const ends = [
      [() => bench.note.gone({ people: [ZOE.person], sessions: [] }), "not_member"],
      [() => bench.note.roleIs(ZOE.person, "guest"), "unauthenticated"],
      [() => bench.note.gone({ people: [], sessions: [ZOE.session] }), "unauthenticated"],
    ] as const;
    for (const [happens, code] of ends) {
      const reader = new Reader(bench);
      await reader.ask(0);
      const next = reader.ask();
      await settled();
      await happens();
      expect(await next).toBe(code);
    }
    expect(await new Reader(bench).ask(0)).toBe("unauthenticated");
  });

  it("is closed to whoever is not in the room, and to a state that is none", async () => {
    const { bench } = await both();
    bench.room.set("p-eve", "not_member");
    expect(await new Reader(bench, person("Eve")).ask(0)).toBe("not_member");
    const reader = new Reader(bench);
    reader.vector = new Uint8Array([5]);
    expect(await reader.ask(0)).toBe("malformed");
  });

  it("lets so many of one person wait, and tells the next when to come", async () => {
    const { bench } = await both();
    const first = new Reader(bench);
    await first.ask(0);
    const waiting = Array.from({ length: MAX_POLLS_PER_PERSON }, () => first.twin().ask());
    await settled();
    expect(await first.twin().ask()).toBe("rate_limited");
    await bench.pass(WAITS_MS);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => "heard"));
  });

  it("gets the whole document no more often than a socket would", async () => {
    const { bench } = await both({ entryBurst: 4, entriesPerMinute: 1 });
    expect(await new Reader(bench).ask(0)).toBe("heard");
    const answers = new Set<string>();
    for (let i = 0; i < 4; i += 1) answers.add(await new Reader(bench).ask(0));
    expect(answers).toContain("rate_limited");
  });

  it("is told to come again when the note has given up", async () => {
    const { bench, ann } = await both();
    const reader = new Reader(bench);
    await reader.ask(0);
    const next = reader.ask();
    await settled();
    bench.rows.failure = new Error("disk");
    ann.type("lost");
    await bench.rest();
    expect(await next).toBe("unavailable");
  });
});

/** Somebody who hears a note by requests. */
class Reader {
  readonly editor = new NoteEditor();
  words: string[] = [];
  vector: Uint8Array = NOTHING;
  after: number | null = null;
  isWaiting = false;
  readonly #bench: NoteBench;
  readonly #by;

  constructor(bench: NoteBench, by = ZOE) {
    this.#bench = bench;
    this.#by = by;
  }

  twin(): Reader {
    const twin = new Reader(this.#bench, this.#by);
    return Object.assign(twin, { vector: this.vector, after: this.after });
  }

  async ask(waitMs = WAITS_MS): Promise<string> {
    this.isWaiting = true;
    const sessionExpiresAt = this.#bench.clock.now() + 3_600_000;
    const { vector, after } = this;
    const question = { vector, after, waitMs, sessionExpiresAt };
    const answer = await this.#bench.note.polls.listen(this.#by, question);
    this.isWaiting = false;
    if (!answer.ok) return answer.refusal.code;
    this.#hear(answer.value);
    return "heard";
  }

  #hear(body: Uint8Array): void {
    this.words = [];
    const decoder = decoding.createDecoder(body);
    while (decoding.hasContent(decoder)) {
      const frame = decoding.readVarUint8Array(decoder);
      const text = new TextDecoder().decode(frame);
      if (text.startsWith(NOTE_TEXT)) this.#welcome(text.slice(NOTE_TEXT.length));
      else {
        this.words.push(`sync ${frame[1]}`);
        if (frame[1] !== 0) this.editor.hear(frame);
      }
    }
    this.vector = Y.encodeStateVector(this.editor.doc);
  }

  #welcome(json: string): void {
    const { t, mayWrite, head } = JSON.parse(json) as Record<string, unknown>;
    this.words.push(`${String(t)} ${String(mayWrite)}`);
    this.after = Number(head);
  }
}

async function post(bench: NoteBench, change: Uint8Array, by = ZOE): Promise<string> {
  const note = await bench.awake();
  return said(await note.posts.write(by, change));
}

async function versions(bench: NoteBench) {
  const answer = await bench.note.pages.versions(ZOE);
  return answer.ok ? answer : { value: null };
}

function said(answer: Answer<null>): string {
  return answer.ok ? "taken" : answer.refusal.code;
}

function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment("note").toJSON();
}
