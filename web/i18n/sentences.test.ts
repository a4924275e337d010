import { createI18n, translationsLoading } from "@nanostores/i18n";
import { atom } from "nanostores";
import { expect, it } from "vitest";
import { cases, counts, says } from "./sentences.ts";

const ARABIC = {
  test: {
    invited: "دعا {by} الشخص {name}",
    replies: { one: "رد واحد", two: "ردان", few: "{count} ردود", other: "{count} رد" },
  },
};

async function told(locale: string) {
  const i18n = createI18n(atom(locale), { get: () => Promise.resolve(ARABIC) });
  const text = i18n("test", {
    invited: says("{name} was invited by {by}"),
    replies: counts({ one: "{count} reply", other: "{count} replies" }),
    door: cases({ open: "{name} is open", closed: "{name} is closed" }),
    kept: counts({ one: "{name} kept one", other: "{name} kept {count}" }),
  });
  text.listen(() => undefined);
  await translationsLoading(i18n);
  return text.get();
}

it("a sentence is told with its names", async () => {
  expect((await told("en")).invited({ name: "Ann", by: "Ben" })).toBe("Ann was invited by Ben");
});

it("a name is never read as anything but a name", async () => {
  expect((await told("en")).invited({ name: "$& {by} $1", by: "Ben" })).toBe(
    "$& {by} $1 was invited by Ben",
  );
});

it("a name that is written the other way stays in its place, and others have nothing added", async () => {
  expect((await told("en")).invited({ name: "ليلى", by: "Ben" })).toBe(
    "\u2068ليلى\u2069 was invited by Ben",
  );
});

it("a number takes the form of its language, and its figures", async () => {
  expect((await told("en")).replies(1)).toBe("1 reply");
  expect((await told("en")).replies(1_200)).toBe("1,200 replies");
  expect((await told("en")).kept(2, { name: "Ann" })).toBe("Ann kept 2");
});

it("another language says it in its own order and forms", async () => {
  expect((await told("ar")).invited({ name: "Ann", by: "Ben" })).toBe(
    "دعا \u2068Ben\u2069 الشخص \u2068Ann\u2069",
  );
  expect((await told("ar")).replies(2)).toBe("ردان");
  expect((await told("ar")).replies(3)).toBe(`${new Intl.NumberFormat("ar").format(3)} ردود`);
});

it("what another language does not say yet is English", async () => {
  expect((await told("ar")).kept(1, { name: "Ann" })).toBe("\u2068Ann\u2069 kept one");
});

it("a sentence is told of the case that it is about", async () => {
  expect((await told("en")).door("closed", { name: "Kitchen" })).toBe("Kitchen is closed");
});
