import { beforeEach, describe, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import "../styles/layers.css";
import { contrastOf } from "../styles/contrast.test-kit.ts";
import { Avatar } from "./avatar.tsx";

const HUES = 12;
const SHAPES = 8;

/** Some hundreds of people: every hue and every shape is among them. */
const IDS = Array.from({ length: 600 }, (_, i) => `person-${i}-${(i * 7919).toString(36)}`);

let pictures: HTMLElement[];
beforeEach(async () => {
  const { container } = await render(
    <>
      {IDS.map((id) => (
        <Avatar key={id} id={id} name="Ann" />
      ))}
    </>,
  );
  pictures = Array.from(container.querySelectorAll<HTMLElement>("[data-hue]"));
});

const look = ({ dataset }: HTMLElement) => `${dataset["hue"]} ${dataset["shape"]}`;

describe("a generated picture", () => {
  test("is one of ninety-six, and none is much commoner than the others", () => {
    const counts = new Map<string, number>();
    for (const picture of pictures) counts.set(look(picture), (counts.get(look(picture)) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(HUES * SHAPES * 0.95);
    expect(Math.max(...counts.values())).toBeLessThan(20);
  });

  test("is the same whenever and wherever it is drawn", async () => {
    const { container } = await render(<Avatar id={IDS[7] ?? ""} name="Bob" size="large" />);
    const again = container.querySelector<HTMLElement>("[data-hue]");
    expect(again && look(again)).toBe(look(pictures[7] ?? document.body));
  });

  test("holds an initial that stands out from both of its colours", () => {
    for (const picture of pictures) {
      const style = getComputedStyle(picture);
      const grounds = [style.backgroundColor, ...colorsIn(style.backgroundImage)];
      expect(grounds.length).toBeGreaterThan(1);
      for (const ground of grounds) expect(contrastOf(style.color, ground)).toBeGreaterThan(4.5);
    }
  });

  test("is one element, whatever its shape: a list has hundreds of them", () => {
    for (const picture of pictures) expect(picture.childElementCount).toBe(0);
  });
});

/** What a gradient is made of, without what is see-through. */
function colorsIn(image: string): string[] {
  const colors = image.match(/(?:oklch|rgba?)\([^)]*\)/g) ?? [];
  return [...new Set(colors)].filter((color) => !/, 0\)|\/ 0\)/.test(color));
}
