import * as v from "valibot";
import * as Y from "yjs";
import type { Channel } from "../tabs.ts";

/** What tabs say about one note: a change, or what there is of it here, which asks for what is missing. */
const Said = v.variant("t", [
  v.object({ t: v.literal("change"), change: v.instance(Uint8Array) }),
  v.object({ t: v.literal("state"), vector: v.instance(Uint8Array), isAnswer: v.boolean() }),
]);

type OtherTabsDeps = {
  doc: Y.Doc;
  open: (heard: (message: unknown) => void) => Channel;
  /** What is written here reaches nobody by the server now. */
  isCutOff: () => boolean;
};

/**
 * The other tabs of this browser in which the note is open. While a tab has no line, they have what is written in it by this way; whichever
 * of them has one takes it on to the server. What came from there is not passed on: each tab has a line for that, or none has.
 */
export class OtherTabs {
  readonly #doc: Y.Doc;
  readonly #isCutOff: () => boolean;
  readonly #channel: Channel;

  constructor({ doc, open, isCutOff }: OtherTabsDeps) {
    this.#doc = doc;
    this.#isCutOff = isCutOff;
    this.#channel = open((message) => this.#heard(message));
    doc.on("update", this.#written);
  }

  /** Says what is here, so that others tell what is not, and ask in turn. */
  meet() {
    this.#state(false);
  }

  close() {
    this.#doc.off("update", this.#written);
    this.#channel.close();
  }

  readonly #written = (
    change: Uint8Array,
    _origin: unknown,
    _doc: Y.Doc,
    { local }: Y.Transaction,
  ) => {
    if (local && this.#isCutOff()) this.#channel.post({ t: "change", change });
  };

  #heard(message: unknown) {
    const said = v.safeParse(Said, message);
    // From a tab that another version of the program has.
    if (!said.success) return;
    if (said.output.t === "change") return Y.applyUpdate(this.#doc, said.output.change, this);
    const { vector, isAnswer } = said.output;
    // What was deleted is not in a vector, so there may be something to tell even where they are the same.
    this.#channel.post({ t: "change", change: Y.encodeStateAsUpdate(this.#doc, vector) });
    if (!isAnswer) this.#state(true);
  }

  #state(isAnswer: boolean) {
    this.#channel.post({ t: "state", vector: Y.encodeStateVector(this.#doc), isAnswer });
  }
}
