import * as v from "valibot";
import type { DraftEntry } from "#protocol/inbox/entries.ts";
import { isBlank, isSameDraft, type Draft as ToldDraft } from "#protocol/inbox/drafts.ts";
import { CommandId } from "#protocol/ids.ts";
import type { Clock } from "../clock.ts";
import { draftUnder, hearDraft, sentAs, unsaid, writtenHere } from "../composer/drafts.ts";
import { rememberPicked } from "../composer/picked-people.ts";
import { inbox } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { keyOf, placeOf } from "../place.ts";
import { done, heard, holding, typed, written, type DraftBox, type Words } from "./draft-box.ts";
import {
  allLeaving,
  baseOf,
  forgetNotes,
  hasLeft,
  heardDrafts,
  isAsFar,
  keepBase,
  keepLeaving,
  keysWithBase,
  putOneAside,
} from "./draft-notes.ts";
import {
  isTooLong,
  toldOf,
  waitingNow,
  wordsHere,
  wordsOf,
  type DraftWish,
} from "./draft-words.ts";

/** Nobody has typed for so long: the inbox is told. */
const QUIET_MS = 1_500;

type Deps = {
  clock: Clock;
  newId: () => CommandId;
  /** Whether it is known that the room has no use for this message any more: it was said, or given up. */
  isSettled: (key: string, message: CommandId) => boolean;
};

/** Keeps what is half written here and what the inbox has of it together; what this makes of either is in draft-box.ts. */
export class DraftSync {
  readonly #deps: Deps;
  readonly #timers = new Map<string, () => void>();
  /** Entries as they were looked at last. */
  readonly #seen = new Map<string, DraftEntry>();
  /** What waits for its answer. */
  #waiting = new Map<CommandId, DraftWish>();
  /** Drafts that stood beside another one here: they come into no field by themselves. */
  readonly #aside = new Set<CommandId>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#waiting = waitingNow();
  }

  /** Begins with what an earlier visit has left, and what it had from before there were inboxes. */
  begin(keys: readonly string[]): void {
    for (const key of keys) if (sentAs.get(key) !== "") this.#sent(key);
    this.lookAtInbox();
    for (const key of keys) if (this.#box(key).isTouched) this.#tell(key);
  }

  end(): void {
    for (const stop of this.#timers.values()) stop();
    forgetNotes();
  }

  /** Somebody has written there, in this tab. */
  wasWritten(key: string): void {
    if (sentAs.get(key) !== "") this.#sent(key);
    if (!writtenHere.has(key)) return;
    const box = this.#box(key);
    // An empty field that was no draft before is none now.
    if (!typed(box, box.words).isTouched) return this.#untouch(key);
    this.#later(key);
  }

  /** Whoever wrote looks elsewhere, or goes. */
  flush(): void {
    for (const key of writtenHere) this.#tell(key);
  }

  lookAtInbox(): void {
    const held = inbox.getState();
    if (held.epoch === null || !isAsFar(held)) return;
    let isOther = false;
    for (const entry of held.entries.values()) {
      if (entry.kind !== "draft") continue;
      const key = keyOf(entry);
      if (this.#seen.get(key) === entry) continue;
      isOther = true;
      this.#seen.set(key, entry);
      this.#look(key);
    }
    if (isOther) heardDrafts(held);
    // What the inbox should have and does not, it is told anew.
    for (const key of keysWithBase()) {
      if (baseOf(key).length === 0 || toldOf(key)) continue;
      this.#look(key);
      if (!this.#timers.has(key) && !draftUnder(key).refused) this.#later(key);
    }
  }

  lookAtWishes(): void {
    const now = waitingNow();
    const over = [...this.#waiting.values()].filter(({ id }) => !now.has(id));
    this.#waiting = now;
    for (const wish of over) {
      const key = keyOf(wish);
      const refused = wishes.refusalOf(wish.id);
      if (refused) hearDraft(key, { ...draftUnder(key), refused });
      else this.#keep(key, done(this.#box(key), wish));
      this.#look(key);
      // Also what was typed before this page came.
      if (!refused && this.#box(key).isTouched) this.#later(key);
    }
  }

  /** The room has answered, or somebody has given a message up. */
  lookAtMessages(): void {
    for (const { message, key, versions } of allLeaving()) {
      if (!this.#deps.isSettled(key, message)) continue;
      this.#end(key, versions);
      hasLeft(message);
      this.#look(key);
    }
  }

  /** Goes on with another draft; the one in the field takes its place beside it. */
  use(key: string, other: ToldDraft): void {
    // Its last words, too, before another one comes into the field.
    this.#tell(key, true);
    if (draftUnder(key).refused === "body_too_long") return;
    for (const version of this.#box(key).base) this.#aside.add(version);
    this.#keep(key, holding(other));
    this.#look(key);
  }

  /** Lets go of another device's draft, or of the one in the field. Gives what brings it back. */
  discard(key: string, version: CommandId | null): () => void {
    const other = draftUnder(key).others?.find((draft) => draft.version === version);
    const words = other ?? this.#box(key).words;
    if (other) this.#end(key, [other.version]);
    else this.#clear(key);
    this.#look(key);
    return () => {
      const box = this.#box(key);
      const id = this.#wish(key, { ...wordsOf(words), base: [] });
      if (id === null) return;
      if (other || !isBlank(box.words.text)) return void this.#aside.add(id);
      this.#keep(key, { words: wordsOf(words), base: [id], isTouched: true });
    };
  }

  keepMine(key: string, version: CommandId): void {
    putOneAside(version);
    hearDraft(key, { ...draftUnder(key) });
  }

  #later(key: string): void {
    this.#timers.get(key)?.();
    const stop = this.#deps.clock.setTimer(QUIET_MS, () => this.#tell(key));
    this.#timers.set(key, stop);
  }

  #tell(key: string, isUrgent = false): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    const box = this.#box(key);
    // One after the other, so that what is typed without a line is said once.
    const waiting = box.base.flatMap((each) => this.#waiting.get(each) ?? []).at(-1);
    if (waiting && (!isUrgent || isSameDraft(waiting, box.words))) return;
    if (isTooLong(box.words.text))
      return hearDraft(key, { ...draftUnder(key), refused: "body_too_long" });
    const said = written(box, this.#deps.newId());
    if (!said) return;
    this.#keep(key, said.box);
    this.#wish(key, said.wish);
  }

  #sent(key: string): void {
    const base = baseOf(key);
    const message = v.safeParse(CommandId, sentAs.get(key));
    sentAs.set(key, "");
    // What was not told yet need not be.
    for (const id of base) if (this.#waiting.has(id)) this.#drop(id);
    keepBase(key, []);
    if (base.length > 0 && message.success)
      keepLeaving({ message: message.output, key, versions: [...base] });
    if (isBlank(draftUnder(key).text)) this.#untouch(key);
  }

  #drop(id: CommandId): void {
    this.#waiting.delete(id);
    wishes.settle(id);
  }

  #clear(key: string): void {
    const base = baseOf(key);
    for (const id of base) if (this.#waiting.has(id)) this.#drop(id);
    if (base.length > 0) this.#end(key, base);
    this.#keep(key, { words: { text: "" }, base: [], isTouched: false });
  }

  #end(key: string, versions: readonly CommandId[]): void {
    this.#wish(key, { text: "", base: [...versions] });
  }

  #wish(key: string, said: Words & { id?: CommandId; base: readonly CommandId[] }) {
    const place = placeOf(key);
    if (!place) return null;
    const { id = this.#deps.newId(), base } = said;
    const wish: DraftWish = { type: "draft", ...place, ...said, id, base: [...base] };
    this.#waiting.set(id, wish);
    wishes.add(wish);
    return id;
  }

  #look(key: string): void {
    if (!isAsFar(inbox.getState())) return;
    const told = toldOf(key);
    const hidden = this.#hidden();
    const shown = told && told.drafts.filter(({ version }) => !hidden.has(version));
    const { box, others } = heard(this.#box(key), shown ?? null, this.#aside);
    this.#keep(key, box);
    for (const { version } of others) this.#aside.add(version);
    const before = draftUnder(key);
    const isSame = JSON.stringify(before.others ?? []) === JSON.stringify(others);
    if (!isSame) hearDraft(key, { ...before, others });
  }

  /** What is on its way out, and shown by this device no more. */
  #hidden(): ReadonlySet<CommandId> {
    const ending = [...this.#waiting.values()].filter(({ text }) => isBlank(text));
    return new Set([
      ...allLeaving().flatMap(({ versions }) => versions),
      ...ending.flatMap(({ base }) => base),
    ]);
  }

  #box(key: string): DraftBox {
    const base = baseOf(key);
    const words = wordsHere(key);
    const isTouched = unsaid.get(key) !== "" || writtenHere.has(key);
    // From before there were inboxes.
    const isFromBefore = base.length === 0 && !isBlank(words.text);
    return { words, base, isTouched: isTouched || isFromBefore };
  }

  #keep(key: string, box: DraftBox): void {
    const here = draftUnder(key);
    if (!isSameDraft(here, box.words)) {
      const { text, replyTo, alsoInRoom, people } = box.words;
      people?.forEach(rememberPicked);
      hearDraft(key, { text, replyTo, alsoInRoom, others: here.others });
    }
    keepBase(key, box.base);
    if (!box.isTouched) this.#untouch(key);
    else if (unsaid.get(key) === "") unsaid.set(key, "yes");
  }

  #untouch(key: string): void {
    writtenHere.delete(key);
    if (unsaid.get(key) !== "") unsaid.set(key, "");
  }
}
