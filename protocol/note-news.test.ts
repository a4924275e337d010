import { expect, it } from "vitest";
import * as v from "valibot";
import { PersonId } from "./ids.ts";
import { lastChangeBesides, withNoteChanges, type NoteNews } from "./note-news.ts";

const [ann, bob, cy] = (["ann", "bob", "cy"] as const).map((id) => v.parse(PersonId, id)) as [
  PersonId,
  PersonId,
  PersonId,
];

it("everyone knows when somebody else has changed the note last, whoever has changed it since", () => {
  let news: NoteNews = [];
  expect(lastChangeBesides(news, ann)).toBeNull();
  for (const [by, at] of [
    [ann, 1],
    [bob, 2],
    [ann, 3],
    [cy, 4],
    [cy, 5],
  ] as const) {
    news = withNoteChanges(news, [{ by, at }]);
  }
  expect(news).toEqual([
    { by: cy, at: 5 },
    { by: ann, at: 3 },
  ]);
  expect([ann, bob, cy].map((me) => lastChangeBesides(news, me))).toEqual([5, 5, 3]);
});

it("what is told twice, or late, changes nothing", () => {
  const news = withNoteChanges(
    [],
    [
      { by: ann, at: 5 },
      { by: bob, at: 7 },
    ],
  );
  expect(withNoteChanges(news, [...news, { by: ann, at: 4 }, { by: cy, at: 1 }])).toBe(news);
});
