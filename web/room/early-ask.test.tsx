import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { Card } from "../people/people-by-http.ts";
import { PersonCards } from "../people/person-cards.tsx";
import { queryClient } from "../query-client.ts";
import { earlyAsk, useEarlyAsk, type EarlyAsk } from "./early-ask.ts";

const BOB: Card = {
  kind: "person",
  id: "bob",
  name: "Bob",
  pronouns: "",
  role: "member",
  since: 0,
  status: null,
  isBanned: false,
};

afterEach(async () => {
  await cleanup();
  queryClient.clear();
});

const room: { early: EarlyAsk } = { early: { current: null } };

type RoomProps = { hasCards: boolean; hasBob?: boolean; isPressedMeanwhile?: boolean };

/** A room with Bob's name in it, before its cards have come, or after; pressed just as they are put there, if so wished. */
function Room({ hasCards, hasBob = true, isPressedMeanwhile = false }: RoomProps) {
  const area = useRef<HTMLDivElement>(null);
  const early = useEarlyAsk(area);
  useEffect(() => {
    room.early = early;
  });
  useLayoutEffect(() => {
    if (isPressedMeanwhile) area.current?.querySelector("bdi")?.click();
  }, [isPressedMeanwhile]);
  return (
    <QueryClientProvider client={queryClient}>
      <div ref={area}>
        {hasBob && (
          <bdi role="button" tabIndex={0} data-person="bob" data-name="Bob">
            Bob
          </bdi>
        )}
        <button type="button">Elsewhere</button>
      </div>
      {hasCards && <PersonCards early={early} />}
    </QueryClientProvider>
  );
}

const card = () => page.getByRole("dialog", { name: "Bob" });
const name = () => page.getByRole("button", { name: "Bob" });

test.each(["a click", "Enter"])("%s on a name opens its card when cards have come", async (by) => {
  queryClient.setQueryData(["person", "bob"], BOB);
  const shown = await render(<Room hasCards={false} />);
  if (by === "a click") await name().click();
  else {
    name().element().focus();
    await userEvent.keyboard("{Enter}");
  }
  await shown.rerender(<Room hasCards />);
  await expect.element(card()).toBeVisible();
});

test("what is pressed while cards are put there opens one, too", async () => {
  queryClient.setQueryData(["person", "bob"], BOB);
  const shown = await render(<Room hasCards={false} />);
  await shown.rerender(<Room hasCards isPressedMeanwhile />);
  await expect.element(card()).toBeVisible();
});

test("what was pressed last counts, and another key on a name opens nothing", async () => {
  queryClient.setQueryData(["person", "bob"], BOB);
  const shown = await render(<Room hasCards={false} />);
  await name().click();
  await page.getByRole("button", { name: "Elsewhere" }).click();
  await shown.rerender(<Room hasCards />);
  await expect.element(card()).not.toBeInTheDocument();
});

test("nothing is taken up that has gone from the page, or that somebody else has taken up", async () => {
  const shown = await render(<Room hasCards={false} />);
  await name().click();
  expect(earlyAsk(room.early)?.type).toBe("click");
  earlyAsk(room.early)?.preventDefault();
  expect(earlyAsk(room.early)).toBeNull();
  await name().click();
  await shown.rerender(<Room hasCards={false} hasBob={false} />);
  expect(earlyAsk(room.early)).toBeNull();
});
