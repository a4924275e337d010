import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Menu } from "./menu.tsx";
import { useRoving } from "./use-roving.ts";

afterEach(cleanup);

function Row({ names, dir = "ltr" }: { names: readonly string[]; dir?: string }) {
  const roving = useRoving<HTMLDivElement>();
  return (
    <>
      <button type="button">before</button>
      <div role="toolbar" aria-label="row" dir={dir} {...roving}>
        {names.map((name) => (
          <button key={name} type="button">
            {name}
          </button>
        ))}
        <Menu
          label="menu"
          look="icon"
          items={["one", "two"].map((says) => ({ says, onChoose: () => undefined }))}
        >
          …
        </Menu>
      </div>
      <button type="button">behind</button>
    </>
  );
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const focus = (name: string) => (button(name).element() as HTMLElement).focus();
const press = (keys: string) => userEvent.keyboard(keys);
const focused = () => document.activeElement?.textContent;

test("a row is one tab stop, and arrows go around in it", async () => {
  await render(<Row names={["a", "b"]} />);
  focus("before");
  await press("{Tab}");
  await expect.poll(focused).toBe("a");
  await press("{ArrowRight}");
  await expect.poll(focused).toBe("b");
  await press("{ArrowRight}{ArrowRight}");
  await expect.poll(focused).toBe("a");
  await press("{ArrowLeft}");
  await expect.poll(focused).toBe("…");
  await press("{Home}");
  await expect.poll(focused).toBe("a");
  await press("{End}{ArrowLeft}");
  await expect.poll(focused).toBe("b");
  await press("{Tab}");
  await expect.poll(focused).toBe("behind");
  // Whoever comes back finds the one that they left.
  await press("{Shift>}{Tab}{/Shift}");
  await expect.poll(focused).toBe("b");
});

test("where words run from right to left, so do the arrows", async () => {
  await render(<Row names={["a", "b"]} dir="rtl" />);
  focus("a");
  await press("{ArrowLeft}");
  await expect.poll(focused).toBe("b");
});

test("a menu in it has its own keys, and Alt with an arrow is the browser's", async () => {
  await render(<Row names={["a", "b"]} />);
  await userEvent.click(button("menu"));
  await expect.element(page.getByRole("menuitem", { name: "one" })).toHaveFocus();
  await press("{ArrowRight}");
  await expect.element(page.getByRole("menuitem", { name: "one" })).toHaveFocus();
  await press("{Escape}{Alt>}{ArrowLeft}{/Alt}");
  await expect.poll(focused).toBe("…");
});

test("a button that goes leaves the row a tab stop", async () => {
  const shown = await render(<Row names={["a", "b", "c"]} />);
  focus("menu");
  focus("before");
  await shown.rerender(<Row names={["a"]} />);
  await press("{Tab}");
  await expect.poll(focused).toBe("…");
});
