import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { queryClient } from "../query-client.ts";
import { InviteDialog } from "./invite-dialog.tsx";

afterEach(cleanup);

test("begins at its main button and says what a link is good for", async () => {
  queryClient.setQueryData(["invites"], []);
  await render(
    <QueryClientProvider client={queryClient}>
      <InviteDialog onClose={() => {}} />
    </QueryClientProvider>,
  );
  await expect.element(page.getByRole("button", { name: "Create invite link" })).toHaveFocus();
  await expect
    .element(page.getByText("A link works for 10 people and 7 days, and is shown only once."))
    .toBeVisible();
});
