import type { Mutant } from "../message-mutants.ts";
import { CRAMPED } from "./cramped.ts";

/** Bugs in how a note looks, stores and tells. Who may be at it is for party/notes/note-door.test.ts: a story seldom comes to it. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "a change is told before it is stored",
    file: "party/notes/update-desk.ts",
    find: "    seats.hold(seat);\n    engine.document.on",
    replace: "    engine.document.on",
  },
  {
    name: "a change is said to be saved before it is stored",
    file: "party/notes/update-desk.ts",
    find: "    await written;\n",
    replace: "    void written;\n",
  },
  {
    name: "a change is not stored",
    file: "party/notes/update-log.ts",
    find: "      put.set(NOTE_KEY.update(this.#head), row);\n",
    replace: "      void row;\n",
  },
  {
    name: "what Yjs tidies up is not stored",
    file: "party/notes/update-desk.ts",
    find: "[update, ...tidied]",
    replace: "[update]",
  },
  {
    name: "the last change before the whole is read is passed over",
    file: "party/notes/update-log.ts",
    find: "let start = NOTE_KEY.update(this.#whole.upTo + 1);",
    replace: "let start = NOTE_KEY.update(this.#whole.upTo + 2);",
  },
  {
    name: "the whole says that it has one more in it",
    file: "party/notes/update-log.ts",
    find: "bytes: state.length, upTo: this.#head }",
    replace: "bytes: state.length, upTo: this.#head + 1 }",
  },
  {
    name: "changes go before the whole is there",
    file: "party/notes/update-log.ts",
    find: "    await this.#rows.commit({ put: parts });\n",
    replace:
      '    await removeRows(this.#rows, "u:", NOTE_KEY.update(next.upTo + 1));\n    await this.#rows.commit({ put: parts });\n',
    also: CRAMPED,
  },
  {
    name: "a new whole is written over the one that holds",
    file: "party/notes/update-log.ts",
    find: "generation: generation + 1,",
    replace: "generation,",
    also: CRAMPED,
  },
  {
    name: "only the first page of changes is read",
    file: "party/notes/update-log.ts",
    find: "      if (page.size < ROWS_AT_ONCE) return updates;\n",
    replace: "      return updates;\n",
  },
  {
    name: "numbers begin anew when a note wakes",
    file: "party/notes/update-log.ts",
    find: "      this.#head = number;\n",
    replace: "      void number;\n",
  },
  {
    name: "whatever stands on nothing is handed on",
    file: "party/notes/vet-update.ts",
    find: '  if (!isPlaced) return { ok: false, code: "note_out_of_step" };\n',
    replace: "  void isPlaced;\n",
  },
  {
    name: "anybody writes under anybody's id",
    file: "party/notes/update-desk.ts",
    find: '    if (!clientIds.every((id) => awareness.mayBe(seat, id))) return "note_not_yours";\n',
    replace: "    void awareness;\n",
  },
  {
    name: "whose an id is is forgotten in sleep",
    file: "party/notes/update-desk.ts",
    find: "      ...authors.bind(person, clientIds),\n",
    replace: "      ...(authors.bind(person, clientIds), []),\n",
  },
  {
    name: "who is shown under an id may lose it",
    file: "party/notes/authors.ts",
    find: "this.#owners.get(clientId) ?? this.#shown.get(clientId)",
    replace: "this.#owners.get(clientId)",
  },
  {
    name: "readers write",
    file: "party/notes/update-desk.ts",
    find: '    if (!mayWrite) return "not_allowed";\n',
    replace: "",
  },
  {
    name: "editors say who they are",
    file: "party/notes/awareness-desk.ts",
    find: "user: { id: person } });",
    replace: "...{ person } });",
  },
  {
    name: "anybody speaks for anybody",
    file: "party/notes/awareness-desk.ts",
    find: "mine.find(({ clientId }) => clientId === known);",
    replace: "(entries[0] ?? mine.find(({ clientId }) => clientId === known));",
  },
  {
    name: "nobody hears that an editor is gone",
    file: "party/notes/note.ts",
    find: "      this.#awareness.left(seat);\n",
    replace: "",
  },
  {
    name: "cursors are forgotten in sleep",
    file: "party/notes/note.ts",
    find: "    this.#awareness.recall(seat);\n",
    replace: "",
  },
  {
    name: "a line's memory does not outlive sleep",
    file: "party/notes/note-seat.ts",
    find: "    this.#peer.remember(memory);\n",
    replace: "",
  },
  {
    name: "nothing is kept before much is taken out",
    file: "party/notes/history.ts",
    find: "    await this.#rescue(now);\n    const isFirst",
    replace: "    const isFirst",
  },
  {
    name: "what one takes out again waits too long",
    file: "party/notes/history.ts",
    find: "now - this.#rescuedAt < VERSIONS_APART_MS",
    replace: "now - this.#rescuedAt < 20 * VERSIONS_APART_MS",
  },
  {
    name: "a removal goes on for ever",
    file: "party/notes/removal.ts",
    find: "now - this.since >= REMOVAL_MS",
    replace: "now - this.since >= 20 * REMOVAL_MS",
  },
  {
    name: "who has just come back and writes is sent away",
    file: "party/notes/update-desk.ts",
    find: "if (seat.note.hasAnswered || bytes",
    replace: "if (seat.note.sent >= 0 || bytes",
  },
];
