import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { parse } from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import type { HeldMessage } from "../offline/held-messages.ts";
import { searchHeld } from "../offline/search-held.ts";
import { queryClient } from "../query-client.ts";
import { Palette } from "./palette.tsx";

vi.mock(import("../offline/search-held.ts"), () => ({ searchHeld: vi.fn<typeof searchHeld>() }));

const garden = parse(RoomId, "garden");
const said = (body: string): HeldMessage => ({
  room: garden,
  seq: 4,
  at: 0,
  by: parse(PersonId, "ben"),
  name: "Ben",
  body,
});

beforeEach(async () => {
  knowRooms([{ id: garden, name: "Garden", topic: "", members: 1, joined: true, lastAt: null }]);
  await render(
    <QueryClientProvider client={queryClient}>
      <Palette onOpen={() => {}} onClose={() => {}} />
    </QueryClientProvider>,
  );
});
afterEach(async () => {
  await cleanup();
  queryClient.clear();
});

const line = () => page.getByRole("option");

test("what was said is shown in plain words", async () => {
  vi.mocked(searchHeld).mockResolvedValue([
    said("> the **lamp** is on\n> — [Ann](http://a.example/rooms/garden/2)\n\nis it?"),
  ]);
  await userEvent.keyboard("?lamp");
  await expect.element(line()).toHaveTextContent("the lamp is on — Ann is it?");
  expect(document.querySelector("[role='option'] mark")?.textContent).toBe("lamp");
});

test.each([1000, 390])(
  "at %i pixels a long text leaves room for who said it and where",
  async (width) => {
    await page.viewport(width, 700);
    vi.mocked(searchHeld).mockResolvedValue([said(`the lamp ${"and more of it ".repeat(40)}`)]);
    await userEvent.keyboard("?lamp");
    const note = page.getByText("Ben in Garden");
    await expect.element(note).toBeVisible();
    const { scrollWidth, clientWidth } = note.element();
    expect(clientWidth).toBeGreaterThan(40);
    expect(scrollWidth).toBe(clientWidth);
    const end = line().element().getBoundingClientRect().right;
    expect(note.element().getBoundingClientRect().right).toBeLessThanOrEqual(end);
  },
);
