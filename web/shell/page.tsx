import type { ReactNode, RefObject } from "react";
import { useFirstScreen } from "../ui/first-screen.ts";
import { usePageTitle } from "./page-title.ts";
import css from "./page.module.css";
import { TopBar } from "./top-bar.tsx";

type PageProps = {
  title: string;
  /** At the end of the line of the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page beside the sidebar that is no room: its title, and below either one thing in the middle or a column. */
export function Page({ title, actions, children }: PageProps) {
  usePageTitle(title);
  useFirstScreen();
  return (
    <div className={css["page"]}>
      <TopBar title={title}>{actions}</TopBar>
      {children}
    </div>
  );
}

/** `scroller`: given what scrolls, for whoever has to know how far. `isWide`: for what is looked at more than it is read. */
type PageColumnProps = {
  scroller?: RefObject<HTMLDivElement | null>;
  isWide?: boolean;
  children: ReactNode;
};

/** What there is to read on a page, as wide as lines are good to read; it scrolls below the title. */
export function PageColumn({ scroller, isWide, children }: PageColumnProps) {
  return (
    <div ref={scroller} className={css["scroller"]}>
      <div className={css["column"]} data-wide={isWide || undefined}>
        {children}
      </div>
    </div>
  );
}
