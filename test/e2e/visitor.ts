import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { newPage } from "./browser.ts";

/** A message is told as author, text and, last, when: "Ann: hello, Monday, November 23, 2026 at 9:41 AM". */
const WHEN = /, \w+day, \w+ \d+, \d+ at .*$/;

const PASSWORD = "correct horse battery";

/** Someone who uses the product with eyes and hands: finds things by what they are and are called. */
export class Visitor {
  readonly name: string;
  readonly page: Page;
  readonly complaints: string[];

  private constructor(name: string, page: Page, complaints: string[]) {
    this.name = name;
    this.page = page;
    this.complaints = complaints;
  }

  static async arrive(
    browser: Browser,
    url: string,
    name: string,
    viewport?: { width: number; height: number },
  ) {
    const { page, complaints } = await newPage(browser, url, viewport);
    return new Visitor(name, page, complaints);
  }

  /** On a page that is there already. */
  static on(page: Page, name: string) {
    return new Visitor(name, page, []);
  }

  async createCommunity(community: string): Promise<void> {
    await this.page.goto("/");
    await this.page.getByLabel("Name of the community").fill(community);
    await this.#fillAccount();
    await this.page.getByRole("button", { name: "Create community" }).click();
  }

  async signUp(link: string): Promise<void> {
    await this.page.goto(link);
    await this.#fillAccount();
    await this.page.getByRole("button", { name: "Join", exact: true }).click();
  }

  async signIn(path = "/"): Promise<void> {
    await this.page.goto(path);
    await this.page.getByLabel("Email").fill(emailOf(this.name));
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** The path of a new invite link into no room, as one would copy it. */
  async makeInvite(): Promise<string> {
    await this.page.getByRole("button", { name: "Invite people" }).first().click();
    await this.page.getByLabel("Into the room").selectOption("");
    await this.page.getByRole("button", { name: "Create invite link" }).click();
    const link = await this.page.getByLabel("Invite link").inputValue();
    await this.page.keyboard.press("Escape");
    const { pathname, hash } = new URL(link);
    return pathname + hash;
  }

  async createRoom(name: string, topic: string): Promise<void> {
    await this.page.getByRole("button", { name: "New room" }).first().click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Topic").fill(topic);
    await dialog.getByRole("button", { name: "Create room" }).click();
    await this.composer(name).waitFor();
  }

  async joinRoom(name: string): Promise<void> {
    await this.page.getByRole("link", { name: "Browse rooms" }).first().click();
    await this.page.getByRole("button", { name: `Join ${name}` }).click();
    await this.composer(name).waitFor();
  }

  /** The panel with everyone's names, once so many are here. */
  async openPeople(count: number): Promise<void> {
    const button = this.page.getByRole("button", { name: `People, ${count} here` });
    await button.waitFor();
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
  }

  composer(room: string) {
    return this.page.getByRole("textbox", { name: `Message ${room}` });
  }

  async write(room: string, text: string): Promise<void> {
    await this.composer(room).fill(text);
    await this.composer(room).press("Enter");
  }

  /** What is said in the room as it stands on the screen, from top to bottom. */
  async said(): Promise<string[]> {
    return (await this.#labels()).map((label) => label.replace(WHEN, ""));
  }

  /** What the screen claims that the room has accepted: it stands there with its time. */
  async confirmed(): Promise<string[]> {
    const labels = await this.#labels();
    return labels.filter((label) => WHEN.test(label)).map((label) => label.replace(WHEN, ""));
  }

  async #labels(): Promise<string[]> {
    const rows = this.page.getByRole("log").getByRole("article");
    const labels = await rows.evaluateAll((articles) =>
      articles
        .map((article) => ({
          top: article.getBoundingClientRect().top,
          label: article.getAttribute("aria-label") ?? "",
        }))
        .toSorted((a, b) => a.top - b.top)
        .map(({ label }) => label),
    );
    return labels.filter((label) => label.includes(": "));
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async seesSaid(text: string): Promise<void> {
    await this.page.getByRole("log").getByText(text, { exact: true }).waitFor();
  }

  /** Everything said has been confirmed by the room. */
  async hasNothingWaiting(): Promise<void> {
    const says = /^(Waiting|Sending…)/;
    const waiting = this.page.getByText(says).or(this.page.getByTitle(says));
    await expect.poll(() => waiting.count()).toBe(0);
  }

  async #fillAccount(): Promise<void> {
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.getByLabel("Email").fill(emailOf(this.name));
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  }
}

function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.org`;
}
