import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../styles/layers.css";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { Avatar } from "../ui/avatar.tsx";
import { AvailabilityDialog } from "./availability-dialog.tsx";

const said = () =>
  wishes.all().flatMap((wish) => {
    if (wish.type !== "self") return [];
    const { id: _id, type: _type, ...what } = wish;
    return [what];
  });

beforeEach(() => {
  wishes.all().forEach(({ id }) => wishes.settle(id));
  inbox.setState(NOTHING_HELD, true);
});

test("each way to stand is drawn in another shape, not only in another colour", async () => {
  const { container } = await render(
    <>
      {(["online", "away", "dnd", "offline"] as const).map((is) => (
        <Avatar key={is} id="ann" name="Ann" is={is} />
      ))}
      <Avatar id="ann" name="Ann" />
    </>,
  );
  const dots = Array.from(container.querySelectorAll("[data-hue]"), (face) => {
    const dot = getComputedStyle(face, "::after");
    // Without its colours.
    const image = dot.backgroundImage.replaceAll(/(rgb|oklch|oklab|color)\([^)]*\)/g, "");
    return dot.content === "none" ? "none" : `${image} ${dot.borderTopWidth}`;
  });
  expect(new Set(dots).size).toBe(5);
  expect(dots.at(-1)).toBe("none");
});

test("what is chosen is wished for at once, and shown", async () => {
  await render(<AvailabilityDialog onClose={() => undefined} />);
  await expect.element(page.getByRole("radio", { name: "Automatic" })).toBeChecked();
  await expect.element(page.getByLabelText("Until")).not.toBeInTheDocument();
  await page.getByRole("radio", { name: "Do not disturb" }).click();
  await expect.element(page.getByRole("radio", { name: "Do not disturb" })).toBeChecked();
  const before = Date.now();
  await page.getByLabelText("Until").selectOptions("In 30 minutes");
  const [first, second] = said();
  expect(first).toEqual({ choice: { is: "dnd", until: null } });
  const until = second?.choice?.until ?? 0;
  expect(until - before).toBeGreaterThanOrEqual(30 * 60_000);
  await expect.element(page.getByLabelText("Until")).toHaveDisplayValue(/^until /);
});

test("what the inbox has told is shown, and what has ended is not", async () => {
  const told = (until: number) => {
    const choice = { is: "away" as const, until };
    const entries = new Map([["self", { kind: "self" as const, choice, schedule: null }]]);
    inbox.setState({ epoch: "e", cursor: 1, entries });
  };
  told(Date.now() + 60_000);
  await render(<AvailabilityDialog onClose={() => undefined} />);
  await expect.element(page.getByRole("radio", { name: "Away" })).toBeChecked();
  told(Date.now() - 1);
  await expect.element(page.getByRole("radio", { name: "Automatic" })).toBeChecked();
});

test("hours of quiet are kept by day and time, never without a day, and by keyboard", async () => {
  await render(<AvailabilityDialog onClose={() => undefined} />);
  await page.getByRole("checkbox", { name: "Do not disturb at certain hours" }).click();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = { zone, days: [1, 2, 3, 4, 5, 6, 0], from: 22 * 60, to: 7 * 60 };
  expect(said()).toEqual([{ schedule: all }]);
  await expect.element(page.getByText(/It ends the day after/)).toBeVisible();
  await page.getByRole("checkbox", { name: "Sunday" }).click();
  expect(said().at(-1)).toEqual({ schedule: { ...all, days: [1, 2, 3, 4, 5, 6] } });
  await page.getByLabelText("From").fill("20:10");
  expect(said().at(-1)).toMatchObject({ schedule: { from: 20 * 60 + 15 } });
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]) {
    page.getByRole("checkbox", { name: day }).element().focus();
    await userEvent.keyboard(" ");
  }
  await expect.element(page.getByRole("alert")).toHaveTextContent("Choose a day at least.");
  expect(said().at(-1)).toMatchObject({ schedule: { days: [6] } });
  await page.getByRole("checkbox", { name: "Do not disturb at certain hours" }).click();
  expect(said().at(-1)).toEqual({ schedule: null });
});
