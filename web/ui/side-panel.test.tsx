import "../styles/layers.css";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { SidePanel } from "./side-panel.tsx";

const opener = () => page.getByRole("button", { name: "Open" });
const panel = () => page.getByRole("complementary", { name: "Pins" });
const heading = () => page.getByRole("heading", { name: "Pins" });

beforeEach(() => page.viewport(1440, 800));
afterEach(cleanup);

/** A room with a button that opens a panel beside what is said. */
function Room({ isOpenAtFirst = false }: { isOpenAtFirst?: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <>
      <div data-behind-panel>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(true)}>
          Open
        </button>
        <input aria-label="Message" />
      </div>
      {isOpen && (
        <SidePanel title="Pins" closes="Close pins" onClose={() => setOpen(false)}>
          <button type="button">A pin</button>
        </SidePanel>
      )}
    </>
  );
}

test("whoever opens it is in it, and comes back by Escape to where they were", async () => {
  await render(<Room />);
  await userEvent.click(opener());
  await expect.element(heading()).toHaveFocus();
  await userEvent.tab();
  await userEvent.keyboard("{Escape}");
  await expect.element(panel()).not.toBeInTheDocument();
  await expect.element(opener()).toHaveFocus();
});

test("one that is open when the room comes leaves the focus alone", async () => {
  await render(<Room isOpenAtFirst />);
  await expect.element(panel()).toBeVisible();
  expect(document.activeElement).toBe(document.body);
});

test("beside the page, Escape where one writes leaves it open", async () => {
  await render(<Room isOpenAtFirst />);
  await userEvent.click(page.getByRole("textbox", { name: "Message" }));
  await userEvent.keyboard("{Escape}");
  await expect.element(panel()).toBeVisible();
});

test("where it has half of the page, the other half is not under it, and Escape puts it away from anywhere", async () => {
  await page.viewport(900, 800);
  await render(<Room isOpenAtFirst />);
  await userEvent.click(page.getByRole("textbox", { name: "Message" }));
  await userEvent.keyboard("{Escape}");
  await expect.element(panel()).not.toBeInTheDocument();
});

test("on a phone it is a page with a way back, and nobody gets behind it", async () => {
  await page.viewport(390, 800);
  await render(<Room />);
  await userEvent.click(opener());
  await expect.element(heading()).toHaveFocus();
  const { width, height } = panel().element().getBoundingClientRect();
  expect([width, height]).toEqual([390, 800]);
  expect(opener().element().closest("[inert]")).not.toBe(null);
  const back = page.getByRole("button", { name: "Close pins" });
  expect(back.element().hasAttribute("data-goes-back")).toBe(true);
  await userEvent.click(back);
  await expect.element(opener()).toHaveFocus();
});

test("its edge is moved by keys", async () => {
  await render(<Room isOpenAtFirst />);
  const width = () => panel().element().getBoundingClientRect().width;
  const before = width();
  page.getByRole("separator", { name: "Width of the panel" }).element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(width()).toBe(before + 16);
  await userEvent.keyboard("{ArrowRight}");
  expect(width()).toBe(before);
});
