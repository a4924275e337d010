import * as v from "valibot";
import { CommandId, uuid7 } from "#protocol/ids.ts";
import {
  NO_DRAFTS,
  withDraft,
  type Draft,
  type DraftsOfPlace,
  type WrittenDraft,
} from "#protocol/inbox/drafts.ts";
import { done, EMPTY_BOX, heard, holding, typed, written } from "../../../web/drafts/draft-box.ts";
import type { Chance } from "../chance.ts";

/** What somebody has half written in one place, as their inbox has it, and each version of that, for devices to hear late. */
export class DraftsWorld {
  readonly chance: Chance;
  readonly told: DraftsOfPlace[] = [NO_DRAFTS];
  readonly devices: DraftDevice[] = [];
  /** Every word that was written, and those that were said or taken out on purpose. */
  readonly words = new Set<string>();
  readonly over = new Set<string>();
  #made = 0;

  constructor(chance: Chance, devices: number) {
    this.chance = chance;
    for (let nth = 0; nth < devices; nth += 1) this.devices.push(new DraftDevice(this));
  }

  get now(): DraftsOfPlace {
    return this.told.at(-1) ?? NO_DRAFTS;
  }

  hear(wish: WrittenDraft): void {
    const after = withDraft(this.now, wish);
    if (after !== this.now) this.told.push(after);
  }

  newId(): CommandId {
    this.#made += 1;
    return v.parse(CommandId, uuid7(this.#made, this.chance.bytes(10)));
  }

  newWord(): string {
    const word = `w${this.words.size}`;
    this.words.add(word);
    return word;
  }

  isOver(text: string): void {
    for (const word of wordsIn(text)) this.over.add(word);
  }
}

/** A device that writes, sends, and is told, each late or not at all; what it has on disk outlives a restart. */
export class DraftDevice {
  box = EMPTY_BOX;
  others: readonly Draft[] = [];
  readonly wishes: WrittenDraft[] = [];
  /** Messages that wait for their room's answer, by the versions that they were. */
  readonly leaving: (readonly CommandId[])[] = [];
  readonly #world: DraftsWorld;
  #aside = new Set<CommandId>();
  #heard = 0;

  constructor(world: DraftsWorld) {
    this.#world = world;
  }

  get isCaughtUp(): boolean {
    return this.#heard === this.#world.told.length - 1;
  }

  write(): void {
    const { text } = this.box.words;
    this.box = typed(this.box, { text: `${text} ${this.#world.newWord()}`.trim() });
  }

  empty(): void {
    this.#world.isOver(this.box.words.text);
    this.box = typed(this.box, { text: "" });
  }

  tell(isUrgent = false): void {
    const waiting = this.wishes.findLast(({ id }) => this.box.base.includes(id));
    if (waiting && (!isUrgent || waiting.text === this.box.words.text)) return;
    const said = written(this.box, this.#world.newId());
    if (!said) return;
    this.box = said.box;
    this.wishes.push(said.wish);
  }

  /** The first wish that waits arrives; `isLost`: its answer does not, so that it will be said again. */
  sayFirst(isLost: boolean): void {
    const [wish] = this.wishes;
    if (!wish) return;
    this.#world.hear(wish);
    if (isLost) return;
    // What was done was told before.
    this.hear();
    this.wishes.shift();
    this.box = done(this.box, wish);
    this.look();
  }

  /** The last of it: what was told before is not told any more. */
  hear(): void {
    this.#heard = this.#world.told.length - 1;
    this.look();
  }

  look(): void {
    const told = this.#world.told[this.#heard] ?? NO_DRAFTS;
    const ending = this.wishes.filter(({ text }) => text === "").flatMap(({ base }) => base);
    const hidden = new Set([...ending, ...this.leaving.flat()]);
    const shown = told.drafts.filter(({ version }) => !hidden.has(version));
    const now = heard(this.box, shown, this.#aside);
    if (this.box.isTouched && now.box.words !== this.box.words)
      throw new Error("A field was written into that somebody types in.");
    this.box = now.box;
    this.others = now.others;
    for (const { version } of now.others) this.#aside.add(version);
  }

  send(): void {
    const { words, base } = this.box;
    if (words.text === "") return;
    this.#world.isOver(words.text);
    this.box = EMPTY_BOX;
    this.#drop(base);
    if (base.length > 0) this.leaving.push(base);
  }

  /** The room has taken the first message. */
  acknowledged(): void {
    const base = this.leaving.shift();
    if (base) this.#end(base);
  }

  use(other: Draft): void {
    this.tell(true);
    for (const version of this.box.base) this.#aside.add(version);
    this.box = holding(other);
    this.look();
  }

  discard(other: Draft): void {
    this.#world.isOver(other.text);
    this.#end([other.version]);
    this.look();
  }

  restart(): void {
    this.#aside = new Set();
  }

  #end(base: readonly CommandId[]): void {
    this.wishes.push({ id: this.#world.newId(), base: [...base], text: "" });
  }

  #drop(base: readonly CommandId[]): void {
    const kept = this.wishes.filter(({ id }) => !base.includes(id));
    this.wishes.splice(0, this.wishes.length, ...kept);
  }
}

export function wordsIn(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
