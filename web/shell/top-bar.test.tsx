import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { TopBar } from "./top-bar.tsx";

afterEach(cleanup);

test("a new page begins at its heading when what was pressed is gone", async () => {
  const shown = await render(<button type="button">Leave room</button>);
  await userEvent.click(page.getByRole("button"));
  await shown.rerender(<TopBar title="Browse rooms" />);
  await expect.element(page.getByRole("heading", { name: "Browse rooms" })).toHaveFocus();
});

test("a new page leaves the focus where somebody has it", async () => {
  const field = <input aria-label="Find" key="find" />;
  const shown = await render(<>{field}</>);
  await userEvent.click(page.getByRole("textbox"));
  await shown.rerender(
    <>
      {field}
      <TopBar title="Browse rooms" />
    </>,
  );
  await expect.element(page.getByRole("heading")).toBeVisible();
  await expect.element(page.getByRole("textbox")).toHaveFocus();
});
