import "./layers.css";
import { afterEach, describe, expect, test } from "vitest";
import { cdp } from "vitest/browser";
import { contrastOf, luminance } from "./contrast.test-kit.ts";

const GROUNDS = [
  "surface",
  "surface-sunken",
  "surface-raised",
  "surface-hover",
  "surface-current",
] as const;
const CODE = ["keyword", "string", "number", "name", "type", "added", "removed"];

/** Text that is read, and what it stands on. */
const TEXTS: [string, readonly string[]][] = [
  ["ink", [...GROUNDS, "surface-pressed", "accent-soft", "danger-soft", "selection", "wash"]],
  ["ink-muted", [...GROUNDS, "accent-soft"]],
  ["accent-ink", [...GROUNDS, "accent-soft", "accent-glow"]],
  ["danger", [...GROUNDS, "danger-soft"]],
  ["warning", ["surface", "surface-sunken", "surface-raised", "surface-hover"]],
  ["ink-on-accent", ["accent", "accent-strong"]],
  ...CODE.map((kind): [string, string[]] => [
    `code-${kind}`,
    ["surface", "surface-sunken", "surface-hover"],
  ]),
];

/** What is seen but not read: icons, the edges of fields, what has the focus. */
const SIGNS: [string, readonly string[]][] = [
  ["icon", GROUNDS],
  ["line-field", ["surface", "surface-raised", "surface-sunken"]],
  ["accent", [...GROUNDS, "accent-soft"]],
  ["present", ["surface", "surface-sunken", "surface-raised"]],
];

const LOOKS = [
  { theme: "light", system: "dark", more: "no-preference", least: 4.5 },
  { theme: "dark", system: "light", more: "no-preference", least: 4.5 },
  { theme: "system", system: "light", more: "no-preference", least: 4.5 },
  { theme: "system", system: "dark", more: "no-preference", least: 4.5 },
  { theme: "contrast", system: "light", more: "no-preference", least: 7 },
  { theme: "contrast", system: "dark", more: "no-preference", least: 7 },
  { theme: "system", system: "light", more: "more", least: 7 },
  { theme: "dark", system: "light", more: "more", least: 7 },
];

afterEach(async () => {
  delete document.documentElement.dataset["theme"];
  await cdp().send("Emulation.setEmulatedMedia", { features: [] });
});

describe.each(LOOKS)("$theme, where the system is $system and wishes more: $more", (look) => {
  test("is light or dark as it says", async () => {
    const colour = await colours(look);
    const isDark = look.theme === "dark" || (look.theme !== "light" && look.system === "dark");
    expect(luminance(colour("surface")) < 0.5).toBe(isDark);
  });

  test("has text that can be read, whatever it stands on", async () => {
    const colour = await colours(look);
    expect(tooWeak(colour, TEXTS, look.least)).toEqual([]);
  });

  test("has signs and edges that can be seen", async () => {
    const colour = await colours(look);
    const lines: typeof SIGNS =
      look.least === 7 ? [["line", ["surface", "surface-sunken", "surface-raised"]]] : [];
    expect(tooWeak(colour, [...SIGNS, ...lines], 3)).toEqual([]);
  });
});

test("a part of the page may have a theme of its own", async () => {
  await colours({ theme: "light", system: "light", more: "no-preference" });
  const part = document.createElement("div");
  part.dataset["theme"] = "contrast";
  document.body.append(part);
  const raised = getComputedStyle(part).getPropertyValue("--more");
  part.remove();
  expect(raised).toBe("1");
});

type Colours = (name: string) => string;

async function colours(look: { theme: string; system: string; more: string }): Promise<Colours> {
  const features = [
    { name: "prefers-color-scheme", value: look.system },
    { name: "prefers-contrast", value: look.more },
  ];
  await cdp().send("Emulation.setEmulatedMedia", { features });
  document.documentElement.dataset["theme"] = look.theme;
  const probe = document.createElement("i");
  document.body.append(probe);
  return (name) => {
    // A name that does not exist would inherit a colour that does.
    probe.style.color = `var(--${name}, transparent)`;
    expect(getComputedStyle(probe).getPropertyValue(`--${name}`)).not.toBe("");
    return getComputedStyle(probe).color;
  };
}

function tooWeak(colour: Colours, pairs: typeof TEXTS, least: number): string[] {
  return pairs.flatMap(([ink, grounds]) =>
    grounds
      .map((ground) => {
        const contrast = contrastOf(colour(ink), colour(ground), colour("surface"));
        return { says: `${ink} on ${ground}: ${contrast.toFixed(2)}`, contrast };
      })
      .filter(({ contrast }) => contrast < least)
      .map(({ says }) => says),
  );
}
