import * as v from "valibot";
import { beforeEach, expect, test } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { KeptFacts } from "./kept-facts.ts";
import { MemoryNoteStorage } from "./note-storage.test-kit.ts";

const [ann, bob] = ["ann", "bob"].map((id) => v.parse(PersonId, id)) as [PersonId, PersonId];
let storage: MemoryNoteStorage;
let now: number;

beforeEach(() => {
  storage = new MemoryNoteStorage();
  now = 1;
});

const open = (person: PersonId | null) => {
  const facts = new KeptFacts({
    name: "facts",
    schema: v.object({ since: v.number(), stars: v.array(v.string()) }),
    nothing: () => ({ since: now, stars: [] as string[] }),
    storage: () => storage,
  });
  facts.belongTo(person);
  return facts;
};
const star = (name: string) => (all: { since: number; stars: string[] }) => ({
  ...all,
  stars: [...all.stars, name],
});

test("what a person chose is there at the next visit", () => {
  open(ann).change(star("tea"));
  expect(open(ann).store.getState().stars).toEqual(["tea"]);
});

test("when somebody came first stays when they came first", () => {
  open(ann);
  now = 2;
  expect(open(ann).store.getState().since).toBe(1);
});

test("two people of one browser do not meet", () => {
  open(ann).change(star("tea"));
  expect(open(bob).store.getState().stars).toEqual([]);
});

test("nothing of anybody stays when nobody is here", () => {
  open(ann).change(star("tea"));
  storage.setItem("other", "stays");
  const facts = open(null);
  expect(facts.store.getState().stars).toEqual([]);
  expect([storage.length, storage.key(0)]).toEqual([1, "other"]);
});

test("a tab hears what another has written", () => {
  const [here, there] = [open(ann), open(ann)];
  there.change(star("tea"));
  here.hear("facts:bob");
  expect(here.store.getState().stars).toEqual([]);
  here.hear("facts:ann");
  expect(here.store.getState().stars).toEqual(["tea"]);
});

test("what somebody else wrote into storage is not believed", () => {
  storage.setItem("facts:ann", '{"since":"yesterday","stars":7}');
  expect(open(ann).store.getState()).toEqual({ since: 1, stars: [] });
});

test("where storage is forbidden it lasts as long as the page", () => {
  storage.isForbidden = true;
  const facts = open(ann);
  facts.change(star("tea"));
  expect(facts.store.getState().stars).toEqual(["tea"]);
});
