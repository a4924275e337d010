import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { refusal, REFUSALS } from "#protocol/refusals.ts";
import { queryClient } from "../query-client.ts";
import { clockTime } from "../timeline/times.ts";
import type { Figures } from "./figures-by-http.ts";
import { FiguresSection } from "./figures-section.tsx";
import { figuresWith, NOW, step } from "./figures.test-kit.ts";

/** The server, as far as this page asks it; null: it cannot. */
let told: Figures | null;
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", answer);
});
afterEach(async () => {
  await cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

function answer(path: string): Promise<Response> {
  if (path.startsWith("/api/session")) {
    const person = { id: "ann", name: "Ann", role: "owner" };
    return Promise.resolve(
      Response.json({ accessToken: "t", expiresAt: Date.now() + 300_000, person }),
    );
  }
  asked.push(path);
  if (told !== null) return Promise.resolve(Response.json(told));
  const { status, says: title } = REFUSALS.unavailable;
  return Promise.resolve(Response.json({ ...refusal("unavailable"), status, title }, { status }));
}

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <FiguresSection />
    </QueryClientProvider>,
  );

const chart = (name: string) => page.getByRole("region", { name });

const beginningsOfLine = () =>
  chart("Messages and commands")
    .element()
    .querySelector('[data-line="0"][d]')
    ?.getAttribute("d")
    ?.match(/M\d+/g);

/** An hour: a gap in its middle, and something in its last two steps. */
const HOUR = figuresWith(
  [
    step(11, { messages: 25 }, { connections: 1 }),
    step(
      1,
      { messages: 50, "commands|accepted": 60, "command_seconds|0.01": 60 },
      { connections: 4 },
    ),
    step(0, { messages: 5, "refusals|room|rate_limited": 3, "refusals|api|of_tomorrow": 1 }),
  ],
  { databaseBytes: 4_200_000, connections: { room: 2, inbox: 2, note: 0, worker: 0 } },
);

test("an owner reads how it goes now, and what it came to last", async () => {
  told = HOUR;
  await show();
  await expect.element(page.getByRole("heading", { name: "Everything is well" })).toBeVisible();
  await expect
    .element(page.getByText("4 connections, 0 rooms awake, 2 messages a minute."))
    .toBeVisible();
  // Half of a step has passed.
  await expect
    .element(chart("Messages and commands"))
    .toHaveTextContent(/Messages 2Commands.*Latest/);
  await expect.element(page.getByRole("row", { name: /^Database/ })).toHaveTextContent("4.2 MB");
  await expect.element(page.getByRole("row", { name: /a little fast/ })).toHaveTextContent("3");
  await expect.element(page.getByRole("row", { name: /of_tomorrow/ })).toHaveTextContent("1");
});

test("what rooms take on disks is drawn and told, with of how many it is known", async () => {
  const none = { bytes: 0, objects: 0 };
  const stored = { room: { bytes: 7_300_000, objects: 3 }, inbox: none, note: none, worker: none };
  told = figuresWith([step(0, {}, { storedBytes: 7_300_000 })], { stored });
  await show();
  await expect
    .element(page.getByRole("row", { name: /^Rooms/ }))
    .toHaveTextContent(/^Rooms3 are known7\.3 MB$/);
  await expect.element(page.getByRole("row", { name: /^Notes/ })).toHaveTextContent(/–$/);
  await expect.element(chart("What rooms, inboxes and notes take")).toHaveTextContent("7.3 MB");
});

test("where the host does not tell what they take, it is said so and nothing is drawn", async () => {
  told = HOUR;
  await show();
  await expect.element(chart("Storage")).toHaveTextContent(/This host does not tell/);
  await expect.element(page.getByRole("row", { name: /^Rooms/ })).not.toBeInTheDocument();
  await expect.element(chart("What rooms, inboxes and notes take")).not.toBeInTheDocument();
});

test("what is wrong is told with what to do first", async () => {
  told = figuresWith([step(0, { "faults|room": 9 })], { archiveLagSeconds: 1_800 });
  await show();
  await expect.element(page.getByRole("status")).toHaveTextContent("2 things need a look");
  await expect
    .element(page.getByText("The archive stands still: it is 30 min behind."))
    .toBeVisible();
  await expect.element(page.getByText(/start it again/)).toBeVisible();
  await expect.element(page.getByText(/docs\/operations\.md/)).toBeVisible();
});

test("arrow keys lead through the day, in all charts at once, and say what was when", async () => {
  told = HOUR;
  await show();
  const way = page.getByRole("slider", { name: "Time in the chart: Messages and commands" });
  await expect.element(way).toBeInTheDocument();
  way.element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  const before = clockTime(step(1).start);
  await expect
    .element(way)
    .toHaveAttribute("aria-valuetext", `${before}. Messages: 10, Commands: 12`);
  await expect.element(chart("Messages and commands")).toHaveTextContent(before);
  await expect.element(chart("Connections and rooms awake")).toHaveTextContent(/Connections 4/);
  await userEvent.keyboard("{ArrowLeft}");
  await expect
    .element(way)
    .toHaveAttribute("aria-valuetext", `${clockTime(step(2).start)}. Nothing counted`);
  await userEvent.keyboard("{Tab}");
  await expect.element(chart("Messages and commands")).toHaveTextContent("Latest");
});

test("a pointer shows what was where it is", async () => {
  told = HOUR;
  await show();
  const way = page.getByRole("slider", { name: /Messages/ });
  await expect.element(way).toBeInTheDocument();
  const { width } = way.element().getBoundingClientRect();
  await userEvent.hover(way, { position: { x: width * (10.5 / 12), y: 20 }, force: true });
  await expect.element(chart("Messages and commands")).toHaveTextContent(clockTime(step(1).start));
  await expect
    .element(chart("How far the archive is behind"))
    .toHaveTextContent(clockTime(step(1).start));
});

test("where nothing was counted no line is drawn, and it is said so", async () => {
  told = HOUR;
  await show();
  await expect
    .element(page.getByText(/^The charts show .* Hatched: nothing was counted\./))
    .toBeVisible();
  // Of twelve steps the first and the last two are known.
  expect(beginningsOfLine()).toEqual(["M0", "M10"]);
});

test("each chart has its table, with the same in words", async () => {
  told = HOUR;
  await show();
  await page.getByText("Show as a table").first().click();
  const table = page.getByRole("table", { name: "Messages and commands" });
  const row = (at: number) => table.getByRole("row", { name: new RegExp(`^${clockTime(at)}`) });
  await expect.element(row(step(1).start)).toHaveTextContent(/10\s*12$/);
  await expect.element(row(step(5).start)).toHaveTextContent(/Nothing counted$/);
  expect(table.getByRole("row").elements().length).toBe(13);
});

test("a community that has just begun is told when there will be something", async () => {
  told = figuresWith([]);
  await show();
  await expect.element(page.getByText("Nothing to draw yet")).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Everything is well" })).toBeVisible();
  await expect.element(page.getByRole("slider")).not.toBeInTheDocument();
});

test("when the figures cannot be loaded it says why, and can be asked again", async () => {
  told = null;
  await show();
  await expect
    .element(page.getByText("The figures could not be loaded"), { timeout: 5_000 })
    .toBeVisible();
  told = HOUR;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.element(page.getByText("Everything is well")).toBeVisible();
});

test("figures renew themselves by what has changed; what was there stays when that fails, with its time", async () => {
  told = HOUR;
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
  try {
    await show();
    await vi.waitFor(() => expect(asked).toEqual(["/api/community/figures"]));
    await vi.waitFor(() => expect(page.getByRole("slider").elements().length).toBeGreaterThan(0));
    told = figuresWith([step(0, { messages: 500 })]);
    await vi.advanceTimersByTimeAsync(20_000);
    await vi.waitFor(() => expect(asked[1]).toBe(`/api/community/figures?since=${step(0).start}`));
    const text = () => chart("Messages and commands").element().textContent;
    await vi.waitFor(() => expect(text()).toMatch(/Messages 200Commands/));
    // What was before is still there.
    expect(beginningsOfLine()).toEqual(["M0", "M10"]);
    told = null;
    await vi.advanceTimersByTimeAsync(22_000);
    await vi.waitFor(() =>
      expect(page.getByRole("alert").element().textContent).toContain(clockTime(NOW)),
    );
    expect(text()).toMatch(/Messages 200Commands/);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ["with an hour", HOUR],
  ["with nothing", figuresWith([])],
  ["with what is wrong", figuresWith([step(0, { "faults|room": 9 })])],
])("has nothing that axe objects to, %s", async (_, figures) => {
  told = figures;
  await show();
  await expect.element(page.getByRole("status")).toBeVisible();
  for (const summary of page.getByText("Show as a table").elements())
    if (summary instanceof HTMLElement) summary.click();
  const { violations } = await axe.run(document.body, {
    // The page alone, without its frame.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
