import type { Locator, Page } from "playwright-core";

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { name }).first().waitFor();
export const at = (path: string, name: string | RegExp) => async (page: Page) => {
  await page.goto(path);
  await heading(page, name);
};
/** A page is there when what it lists is. */
export const listed = (path: string) => async (page: Page) => {
  await page.goto(path);
  await page.getByRole("main").getByRole("listitem").first().waitFor();
};
export const inRoom = async (page: Page, room: string) => {
  await page.goto(`/rooms/${room}`);
  await page.getByRole("textbox", { name: /^Message / }).waitFor();
  await page.getByRole("log").getByRole("article").first().waitFor();
};

/** Gives the box in which it stands. */
export async function inNote(page: Page, room: string): Promise<Locator> {
  await page.goto(`/rooms/${room}?note`);
  const note = page.getByRole("textbox", { name: /^The note of/ });
  await note.getByText("since Monday").waitFor();
  return note;
}

/** On a phone a panel is a step of the history, and is there again when its page is. */
export async function elsewhere(page: Page): Promise<void> {
  await page.goto("/");
}

/** Where they are not a page of their own, the rooms are there too. */
export async function besideRooms(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) >= 1024)
    await page.getByRole("navigation").first().waitFor();
}

export async function newRoom(page: Page): Promise<void> {
  await page.goto("/rooms");
  await page.getByRole("button", { name: "New room" }).first().click();
  await page.getByRole("dialog").waitFor();
}

export async function openMessageMenu(page: Page, room: string, choice: string): Promise<void> {
  await inRoom(page, room);
  // One's own: the last word is Bob's.
  await openMenu(
    page,
    page
      .getByRole("log")
      .getByRole("article", { name: /^Ann: / })
      .last(),
  );
  await page.getByRole("menuitem", { name: choice }).click();
}

/** What can be done with a message comes a moment after the conversation; a key that was too early is pressed again. */
export async function openMenu(page: Page, row: Locator): Promise<void> {
  await row.focus();
  const menu = page.getByRole("menu").first();
  while (!(await menu.isVisible())) {
    await page.keyboard.press("Shift+F10");
    await menu.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
}
