import { expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { withParts } from "./with-parts.tsx";

it("a sentence keeps its order around what stands in it, in every language", async () => {
  const parts = { name: <b>$1</b>, link: <a href="/">sign in</a> };
  const english = await render(<p>{withParts("Is {name} you? Then {link}.", parts)}</p>);
  expect(english.container.innerHTML).toBe(
    '<p>Is <b>$1</b> you? Then <a href="/">sign in</a>.</p>',
  );
  const other = await render(<p>{withParts("{link} als {name}, {other}", parts)}</p>);
  expect(other.container.textContent).toBe("sign in als $1, {other}");
});
