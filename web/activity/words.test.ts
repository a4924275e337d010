import * as v from "valibot";
import { beforeEach, expect, test } from "vitest";
import { RoomId, type PersonId } from "#protocol/ids.ts";
import { personId } from "../../test/words.ts";
import { failure, type Answer } from "../answer.ts";
import { WordsFinder, wordsKey, type Found, type Told, type Wanted, type Words } from "./words.ts";

const TEA = v.parse(RoomId, "tea");
const BOB = personId("bob");
const CY = personId("cy");

let here: Map<string, Words>;
let namesHere: Map<PersonId, string>;
let known: Map<string, Told>;
let names: Map<PersonId, string>;
let asked: number[];
let askedNames: PersonId[];
let answers: ((answer: Answer<Found>) => void)[];
let finder: WordsFinder;

const said = (body: string, mentions: PersonId[] = []): Words => ({
  by: BOB,
  name: "Bob",
  body,
  isAction: false,
  isDeleted: false,
  mentions,
});
const wanted = (seq: number, people: PersonId[] = []): Wanted => ({ room: TEA, seq, people });
const key = (seq: number) => wordsKey({ room: TEA, seq });
const page = (...all: [number, Words][]): Answer<Found> => ({
  ok: true,
  value: { messages: new Map(all.map(([seq, one]) => [key(seq), one])), names: new Map() },
});
const answer = async (given: Answer<Found>) => {
  answers.shift()?.(given);
  await settled();
};
/** Everything that waits for nobody else is done. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  [here, namesHere, known, names] = [new Map(), new Map(), new Map(), new Map()];
  [asked, askedNames, answers] = [[], [], []];
  finder = new WordsFinder({
    held: () => Promise.resolve({ messages: here, names: namesHere }),
    around: (_, seq) => {
      asked.push(seq);
      return new Promise((resolve) => answers.push(resolve));
    },
    nameOf: (person) => {
      askedNames.push(person);
      return Promise.resolve({ ok: true, value: `name of ${person}` });
    },
    learned: (found) => {
      known = new Map([...known, ...found.messages]);
      names = new Map([...names, ...found.names]);
    },
  });
});

test("what this browser holds is asked of nobody", async () => {
  here.set(key(3), said("tea"));
  namesHere.set(BOB, "Bob");
  finder.want(wanted(3, [BOB]));
  await settled();
  expect(known.get(key(3))).toMatchObject({ body: "tea" });
  expect([asked, askedNames]).toEqual([[], []]);
});

test("of many at once few are asked for, and none that a page has brought along", async () => {
  for (const seq of [3, 90, 5, 200]) finder.want(wanted(seq));
  await settled();
  expect(asked).toEqual([3, 90]);
  await answer(page([3, said("three")], [5, said("five")]));
  expect(asked).toEqual([3, 90, 200]);
  expect(known.get(key(5))).toMatchObject({ body: "five" });
});

test("nothing is asked for twice, until the list is looked at anew", async () => {
  finder.want(wanted(3));
  finder.want(wanted(3));
  await settled();
  await answer(page([3, said("three")]));
  finder.want(wanted(3));
  await settled();
  expect(asked).toEqual([3]);
  finder.beginAnew();
  finder.want(wanted(3));
  await settled();
  expect(asked).toEqual([3, 3]);
});

test("without a line it is said so, and asked again when there is one", async () => {
  finder.want(wanted(3));
  await settled();
  await answer(failure("offline"));
  expect(known.get(key(3))).toBe("away");
  finder.reached();
  await settled();
  await answer(page([3, said("three")]));
  expect(known.get(key(3))).toMatchObject({ body: "three" });
});

test("what the server does not give is not asked for again", async () => {
  finder.want(wanted(3));
  finder.want(wanted(90));
  await settled();
  await answer(failure("not_member"));
  await answer(page([91, said("beside it")]));
  expect([known.get(key(3)), known.get(key(90))]).toEqual(["none", "none"]);
  finder.reached();
  await settled();
  expect(asked).toEqual([3, 90]);
});

test("whoever is not known by name is asked for once, those who are named in a message too", async () => {
  here.set(key(3), said("look, @Cy", [CY]));
  finder.want(wanted(3, [BOB]));
  finder.want(wanted(4, [BOB]));
  await settled();
  await answer(page([4, said("four")]));
  expect(askedNames.toSorted()).toEqual([BOB, CY].toSorted());
  expect(names.get(CY)).toBe(`name of ${CY}`);
});
