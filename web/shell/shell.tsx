import { lazy, Suspense, useEffect, useRef, type ReactNode, type RefObject } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { pageText, useText } from "../i18n/i18n.ts";
import { patiently } from "../offline/patiently.ts";
import type { SessionState } from "../session/session-state.ts";
import { onceFirstScreenStands } from "../ui/first-screen.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { useLoadedWhenIdle, useOnceIdle } from "../ui/when-idle.ts";
import { withQueries } from "../with-queries.tsx";
import { ask as askFor, asked, closeAsked } from "./asked.ts";
import { layout, openSidebar } from "./layout.ts";
import css from "./shell.module.css";
import { shellText } from "./shell.text.ts";
import { sidebarWidth } from "./side-width.ts";
import { isPhone, usePhone } from "./widths.ts";

const loadInviteDialog = async () => {
  const { InviteDialog: component } = await import("../invites/invite-dialog.tsx");
  return withQueries(component);
};
const loadNewRoomDialog = async () => {
  const { NewRoomDialog: component } = await import("../directory/new-room-dialog.tsx");
  return { default: component };
};
// At once, beside the room and not before it: what is said comes first, and the place of the sidebar is kept.
const sidebar = loadSidebar();
const Sidebar = lazy(() => sidebar);
const Edge = lazyPart(async () => {
  const { Edge: component } = await import("./edge.tsx");
  return { default: component };
});
const loadFinder = async () => {
  const { Finder: component } = await import("../palette/finder.tsx");
  return withQueries(component);
};
const Finder = lazyPart(loadFinder);
const InviteDialog = lazyPart(loadInviteDialog);
const NewRoomDialog = lazyPart(loadNewRoomDialog);

export type Who = Extract<SessionState, { at: "signed_in" }>;

type ShellProps = { who: Who; children: (ask: Ask) => ReactNode };

/** What a page can ask the frame to open. */
export type Ask = { invite: () => void; newRoom: () => void };

/** Sidebar and page: side by side on a desk, one over the other in between, one after the other on a phone. */
export function Shell({ who, children }: ShellProps) {
  const words = useText(shellText);
  const t = useText(pageText);
  const [path] = useLocation();
  const what = useStore(asked, ({ now }) => now?.what);
  const isSidebarOpen = useStore(layout, (state) => state.isSidebarOpen);
  const isHome = path === "/";
  const page = useRef<HTMLElement>(null);
  useLoadedWhenIdle(loadNewRoomDialog);
  useLoadedWhenIdle(loadInviteDialog);
  const isFinderHere = useOnceIdle(loadFinder);
  usePaletteKey();
  useSwipeBack(page);

  // Going somewhere puts the overlay away.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- A new address is the reason, whatever it is.
  useEffect(() => openSidebar(false), [path]);
  // Nor does what one person asked for lie over the next one's page.
  useEffect(() => closeAsked, []);

  return (
    <div className={css["shell"]} data-fills-screen data-home={isHome || undefined}>
      <a className={css["skip"]} href="#page">
        {t.skip}
      </a>
      <Side isOpen={isSidebarOpen}>
        <Suspense fallback={null}>
          <Sidebar who={who} ask={ask}>
            <Edge label={words.width} side={sidebarWidth} of="before" />
          </Sidebar>
        </Suspense>
      </Side>
      {isSidebarOpen && (
        <button
          type="button"
          className={css["scrim"]}
          aria-label={words.hideRooms}
          onClick={() => openSidebar(false)}
        />
      )}
      <main ref={page} id="page" className={css["page"]} tabIndex={-1}>
        {children(ask)}
      </main>
      <Suspense fallback={null}>
        {what === "invite" && <InviteDialog onClose={closeAsked} />}
        {what === "newRoom" && <NewRoomDialog onClose={closeAsked} />}
        {(isFinderHere || what !== undefined) && <Finder />}
      </Suspense>
    </div>
  );
}

async function loadSidebar() {
  const isBehindPage = isPhone() && window.location.pathname !== "/";
  if (isBehindPage) await new Promise<void>(onceFirstScreenStands);
  return patiently(async () => {
    const { Sidebar: component } = await import("../sidebar/sidebar.tsx");
    return { default: component };
  });
}

/** Where there is a finger, and one page at a time. */
function useSwipeBack(page: RefObject<HTMLElement | null>): void {
  const isOnPhone = usePhone();
  useEffect(() => {
    if (!isOnPhone) return;
    let end: (() => void) | null = null;
    let isWanted = true;
    const listen = async () => {
      try {
        const { listenForSwipes } = await import("./swipe-back.ts");
        if (isWanted && page.current) end = listenForSwipes(page.current);
      } catch {
        // The line is down: the buttons are there.
      }
    };
    void listen();
    return () => {
      isWanted = false;
      end?.();
    };
  }, [isOnPhone, page]);
}

/** The same in every render: pages may keep it. */
const ask: Ask = { invite: () => askFor("invite"), newRoom: () => askFor("newRoom") };

/** All other keys come with the palette; this one may be pressed before. */
function usePaletteKey(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
      const isOurs = (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === "k";
      if (!isOurs || event.defaultPrevented) return;
      event.preventDefault();
      if (asked.getState().now?.what === "palette") closeAsked();
      else if (!document.querySelector("dialog[open]")) askFor("palette");
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** Where it lies over the page it takes the focus, and Escape puts it away. */
function Side({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const side = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    side.current?.querySelector("a")?.focus();
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape") openSidebar(false);
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [isOpen]);

  return (
    <aside ref={side} className={css["side"]} data-open={isOpen || undefined}>
      {children}
    </aside>
  );
}
