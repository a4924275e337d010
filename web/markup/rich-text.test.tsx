import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { BodyText } from "../timeline/body-text.tsx";
import { NamesContext, type Names } from "./names.ts";
import { loadRich } from "./rich.ts";

const ANN = "018f0000-0000-7000-8000-0000000000aa";
const TEA = "018f0000-0000-7000-8000-0000000000bb";
const names: Names = {
  me: null,
  person: (id) => (id === ANN ? "Ann" : undefined),
  room: (id) => (id === TEA ? "Tea" : undefined),
};

/** What is loaded when it is first met takes a server of tests a while. */
const LOADING = { timeout: 10_000 };

beforeAll(loadRich);
afterEach(cleanup);

async function show(body: string, as: Names = names, isReachable = true) {
  const { container } = await render(
    <NamesContext value={as}>
      <div style={{ inlineSize: 360 }}>
        <BodyText body={body} isReachable={isReachable} />
      </div>
    </NamesContext>,
  );
  return container;
}

test("marks become what they stand for", async () => {
  const said = await show(
    "# Plan\n*a* **b** ~~c~~ `d`\n\n> e\n\n3. f\n4. g\n\n- h\n\n---\n\n[i](https://a.example/)",
  );
  for (const [element, text] of [
    ["em", "a"],
    ["s", "c"],
    ["code", "d"],
    ["blockquote", "e"],
    ["ol[start='3'] > li", "f"],
    ["ul > li", "h"],
    ["a[href='https://a.example/']", "i"],
  ] as const) {
    expect(said.querySelector(element)?.textContent).toBe(text);
  }
  expect(said.querySelector("hr")).not.toBeNull();
  // They would stand in the outline of the page.
  expect(said.querySelector("h1, h2, h3")).toBeNull();
});

test("an address of a room here is called by what it leads to, and another's stays to the letter", async () => {
  const here = `${window.location.origin}/rooms`;
  const said = await show(
    [TEA, `${TEA}/12`, `${TEA}?thread=12`, `${TEA}?note=4711`, "unknown/3"]
      .map((path) => `${here}/${path}`)
      .join("\n"),
  );
  expect([...said.querySelectorAll("a")].map((link) => link.textContent)).toEqual([
    "#Tea",
    "#Tea › message",
    "#Tea › thread",
    "#Tea › note",
    `${here}/unknown/3`,
  ]);
  expect(said.querySelectorAll("a")[3]?.getAttribute("href")).toBe(`/rooms/${TEA}?note=4711`);
  const elsewhere = `https://a.example/rooms/${TEA}`;
  expect((await show(elsewhere)).textContent).toBe(elsewhere);
  // Whoever chose its words is taken at them.
  expect((await show(`[tea](${here}/${TEA})`)).textContent).toBe("tea");
});

test("HTML, pictures from elsewhere and other schemes are shown, and do nothing", async () => {
  const body =
    "*x* <img src=x onerror='window.probe = 1'> <b>b</b>\n![p](https://a.example/p.png) [press](javascript:window.probe=1)";
  const said = await show(body);
  expect(said.querySelector("img, b")).toBeNull();
  expect(said.textContent).toContain("<img src=x onerror='window.probe = 1'> <b>b</b>");
  expect(said.textContent).toContain("[press](javascript:window.probe=1)");
  expect(Array.from(said.querySelectorAll("a"), ({ href }) => href)).toEqual([
    "https://a.example/p.png",
  ]);
  expect("probe" in window).toBe(false);
});

test("people and rooms have the names of today, also in code, and strangers have none", async () => {
  const said = await show(`**hi** <@${ANN}> <#${TEA}> \`<@${ANN}>\` <@${ANN.replace("aa", "ff")}>`);
  expect(said.textContent).toBe("hi @Ann #Tea @Ann @someone");
  await expect.element(page.getByRole("button", { name: "@Ann" })).toBeVisible();
  expect(said.querySelector("a")?.getAttribute("href")).toBe(`/rooms/${TEA}`);
});

test("whoever is meant sees it, unless they are only quoted", async () => {
  const said = await show(`<@${ANN}>\n\n> <@${ANN}>`, { ...names, me: ANN });
  expect(said.querySelectorAll("[data-person]")).toHaveLength(2);
  expect(said.querySelectorAll("[data-me]")).toHaveLength(1);
});

test("a spoiler is shown to whoever presses it, and keeps their place", async () => {
  const said = await show("it was ||the *butler*||!");
  const cover = page.getByRole("button", { name: "Hidden: press to show" });
  await expect.element(cover).toBeVisible();
  await expect.element(page.getByText("butler")).not.toBeVisible();
  const before = said.getBoundingClientRect().height;
  cover.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("butler")).toBeVisible();
  expect(document.activeElement?.textContent).toBe("the butler");
  expect(said.getBoundingClientRect().height).toBe(before);
});

test("code gets its colours, and is copied as it was written", async () => {
  const code = 'const cup = "tea"; // hot';
  const said = await show(`\`\`\`ts\n${code}\n\`\`\``);
  const region = page.getByRole("region", { name: "Code in ts" });
  await expect.element(region).toHaveTextContent(code);
  await expect
    .poll(() => said.querySelector("[data-kind='keyword']")?.textContent, LOADING)
    .toBe("const");
  expect(said.querySelector("[data-kind='string']")?.textContent).toBe('"tea"');
  expect(region.element().textContent).toBe(code);
  let copied = "";
  document.addEventListener("copy", () => (copied = String(document.getSelection())), {
    once: true,
  });
  navigator.clipboard.writeText = (text) => {
    copied = text;
    return Promise.resolve();
  };
  await userEvent.click(page.getByRole("button", { name: "Copy code" }));
  await expect.poll(() => copied).toBe(code);
});

test.each(["light", "dark"])("every colour of code can be read, when it is %s", async (scheme) => {
  const features = [{ name: "prefers-color-scheme", value: scheme }];
  await cdp().send("Emulation.setEmulatedMedia", { features });
  expect(matchMedia(`(prefers-color-scheme: ${scheme})`).matches).toBe(true);
  const said = await show(
    "```diff\n+a\n-b\n```\n\n```ts\nclass A extends B { /* c */ d = 1; e(x: string) { return `f`; } }\n```",
  );
  await expect.poll(() => said.querySelectorAll("[data-kind]").length, LOADING).toBeGreaterThan(8);
  const { violations } = await axe.run(said, { runOnly: ["color-contrast"] });
  await cdp().send("Emulation.setEmulatedMedia", { features: [] });
  expect(violations).toEqual([]);
});

test("wide code scrolls by itself, and only the message with the tab stop lets one in", async () => {
  const wide = `\`\`\`\n${"wide ".repeat(80)}\n\`\`\`\n\n||x|| [y](https://a.example/) <@${ANN}>`;
  const said = await show(wide);
  expect(said.scrollWidth).toBeLessThanOrEqual(said.clientWidth);
  const stops = (root: Element) =>
    Array.from(root.querySelectorAll<HTMLElement>("pre, a, button, [role='button']")).map(
      ({ tabIndex }) => tabIndex,
    );
  expect(new Set(stops(said))).toEqual(new Set([0]));
  await cleanup();
  expect(new Set(stops(await show(wide, names, false)))).toEqual(new Set([-1]));
});

test("a few emoji alone are big", async () => {
  const sizeOf = (said: Element) =>
    Number.parseFloat(getComputedStyle(said.querySelector("p") ?? said).fontSize);
  const big = sizeOf(await show("🎉 👍🏽"));
  await cleanup();
  expect(big).toBeGreaterThan(2 * sizeOf(await show("🎉 yes")));
});

test("what is done to the letter keeps its spaces and lines", async () => {
  const said = await show("a   b\n\n\n  c");
  expect(said.textContent).toBe("a   b\n\n\n  c");
});

test("lists and quotes run in the direction of their words, with their signs on that side", async () => {
  const said = await show(
    "hello\n\n- \u0648\u0627\u062d\u062f\n- two\n\n> \u0648\u0627\u062d\u062f",
  );
  const directionOf = (selector: string) => {
    const element = said.querySelector(selector);
    return element && getComputedStyle(element).direction;
  };
  expect(directionOf("p")).toBe("ltr");
  expect(directionOf("ul")).toBe("rtl");
  expect(directionOf("blockquote")).toBe("rtl");
});
