import type { Page } from "playwright-core";

/** What a view needs to know of the community that is drawn. */
export type Place = { room: string; empty: string; invite: string };

/** One thing to look at: how one comes there, ending with what shows that it stands. */
export type View = {
  name: string;
  come: (page: Page, place: Place) => Promise<unknown>;
  /** What undoes it where the next view would not by itself. */
  leave?: (page: Page) => Promise<unknown>;
};
