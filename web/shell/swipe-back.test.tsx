import { afterEach, beforeEach, expect, test } from "vitest";
import { listenForSwipes } from "./swipe-back.ts";

let page: HTMLElement;
let pressed: string[];
let end: () => void;

beforeEach(() => {
  document.body.innerHTML = "";
  page = document.createElement("main");
  page.style.cssText = "display: block; inline-size: 320px; block-size: 400px;";
  pressed = [];
  for (const name of ["to the rooms", "to the room"]) {
    const button = document.createElement("button");
    button.textContent = name;
    button.dataset["goesBack"] = "";
    button.addEventListener("click", () => pressed.push(name));
    page.append(button);
  }
  const code = document.createElement("pre");
  code.style.cssText = "inline-size: 200px; overflow-x: auto;";
  code.textContent = "wide ".repeat(200);
  page.append(code);
  document.body.append(page);
  end = listenForSwipes(page);
});
afterEach(() => {
  end();
  page.remove();
  document.documentElement.dir = "";
});

test("a finger from the edge presses the last button that goes back", () => {
  swipe(page, [4, 200], [60, 205], [120, 210]);
  expect(pressed).toEqual(["to the room"]);
});

test("a finger that scrolls, begins inside or turns back goes nowhere", () => {
  swipe(page, [4, 100], [10, 180], [120, 300]);
  swipe(page, [100, 200], [180, 200], [260, 200]);
  swipe(page, [4, 200], [120, 200], [30, 200]);
  expect(pressed).toEqual([]);
});

test("a finger that the browser takes away goes nowhere", () => {
  swipe(page, [4, 200], [120, 200], null);
  expect(pressed).toEqual([]);
  expect(page.style.translate).toBe("");
});

test("wide code goes sideways by itself", () => {
  swipe(page.querySelector("pre") ?? page, [4, 200], [60, 200], [120, 200]);
  expect(pressed).toEqual([]);
});

test("a mouse selects text", () => {
  swipe(page, [4, 200], [60, 200], [120, 200], "mouse");
  expect(pressed).toEqual([]);
});

test("from right to left it begins at the other edge", () => {
  document.documentElement.dir = "rtl";
  const { right } = page.getBoundingClientRect();
  swipe(page, [right - 4, 200], [right - 60, 200], [right - 120, 200]);
  expect(pressed).toEqual(["to the room"]);
});

type Point = [x: number, y: number];

function swipe(on: Element, from: Point, over: Point, to: Point | null, pointerType = "touch") {
  const tell = (type: string, [clientX, clientY]: Point) =>
    on.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 7,
        isPrimary: true,
        pointerType,
        clientX,
        clientY,
      }),
    );
  tell("pointerdown", from);
  tell("pointermove", over);
  if (!to) return tell("pointercancel", over);
  tell("pointermove", to);
  return tell("pointerup", to);
}
