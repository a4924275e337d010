import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Edge } from "./edge.tsx";
import { drawWidth, sidebarWidth } from "./side-width.ts";

const edge = () => page.getByRole("separator", { name: "Width" });
const token = () => getComputedStyle(document.documentElement).getPropertyValue("--sidebar-width");

beforeEach(async () => {
  drawWidth(sidebarWidth, sidebarWidth.usual);
  await page.viewport(1440, 900);
  await render(
    <div style={{ position: "relative", width: "var(--sidebar-width)", height: "300px" }}>
      <Edge label="Width" side={sidebarWidth} of="before" />
    </div>,
  );
});
afterEach(async () => {
  await cleanup();
  document.documentElement.dir = "";
});

test("arrow keys move the edge, and no further than it may go", async () => {
  edge().element().focus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(edge()).toHaveAttribute("aria-valuenow", "280");
  expect(token()).toBe("280px");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(token()).toBe("248px");
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(token()).toBe("360px");
  await userEvent.keyboard("{Home}{ArrowLeft}");
  expect(token()).toBe("220px");
});

test("from right to left the keys go where the edge goes", async () => {
  document.documentElement.dir = "rtl";
  edge().element().focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(token()).toBe("280px");
});

test("a pointer draws it, and pressing twice gives it back", async () => {
  const element = edge().element();
  const { x, y } = element.getBoundingClientRect();
  const tell = (type: string, clientX: number) =>
    element.dispatchEvent(
      new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX, clientY: y + 9 }),
    );
  element.setPointerCapture = () => undefined;
  tell("pointerdown", x);
  tell("pointermove", x + 40);
  tell("pointerup", x + 40);
  tell("pointermove", x + 80);
  expect(token()).toBe("304px");
  await userEvent.dblClick(edge());
  expect(token()).toBe("264px");
});

test("the width is kept on this device", async () => {
  drawWidth(sidebarWidth, 300);
  expect(localStorage.getItem("parley-sidebar-width")).toBe("300");
  drawWidth(sidebarWidth, sidebarWidth.usual);
  expect(localStorage.getItem("parley-sidebar-width")).toBe(null);
});
