import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { pageText, useText } from "../i18n/i18n.ts";
import type { SessionState } from "../session/session-state.ts";
import { Sidebar } from "../sidebar/sidebar.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { withQueries } from "../with-queries.tsx";
import { layout, openSidebar } from "./layout.ts";
import css from "./shell.module.css";
import { shellText } from "./shell.text.ts";

const loadInviteDialog = async () => {
  const { InviteDialog: component } = await import("../invites/invite-dialog.tsx");
  return withQueries(component);
};
const loadNewRoomDialog = async () => {
  const { NewRoomDialog: component } = await import("../directory/new-room-dialog.tsx");
  return { default: component };
};
const InviteDialog = lazy(loadInviteDialog);
const NewRoomDialog = lazy(loadNewRoomDialog);

export type Who = Extract<SessionState, { at: "signed_in" }>;

type ShellProps = { who: Who; children: (ask: Ask) => ReactNode };

/** What a page can ask the frame to open. */
export type Ask = { invite: () => void; newRoom: () => void };

/** Sidebar and page: side by side on a desk, one over the other in between, one after the other on a phone. */
export function Shell({ who, children }: ShellProps) {
  const words = useText(shellText);
  const t = useText(pageText);
  const [path] = useLocation();
  const [asked, setAsked] = useState<"invite" | "newRoom" | null>(null);
  const isSidebarOpen = useStore(layout, (state) => state.isSidebarOpen);
  const isHome = path === "/";
  const ask = { invite: () => setAsked("invite"), newRoom: () => setAsked("newRoom") };
  const close = () => setAsked(null);

  useLoadedWhenIdle(loadNewRoomDialog);
  useLoadedWhenIdle(loadInviteDialog);

  // Going somewhere puts the overlay away.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- A new address is the reason, whatever it is.
  useEffect(() => openSidebar(false), [path]);

  return (
    <div className={css["shell"]} data-fills-screen data-home={isHome || undefined}>
      <a className={css["skip"]} href="#page">
        {t.skip}
      </a>
      <Side isOpen={isSidebarOpen}>
        <Sidebar who={who} ask={ask} />
      </Side>
      {isSidebarOpen && (
        <button
          type="button"
          className={css["scrim"]}
          aria-label={words.hideRooms}
          onClick={() => openSidebar(false)}
        />
      )}
      <main id="page" className={css["page"]} tabIndex={-1}>
        {children(ask)}
      </main>
      <Suspense fallback={null}>
        {asked === "invite" && <InviteDialog onClose={close} />}
        {asked === "newRoom" && <NewRoomDialog onClose={close} />}
      </Suspense>
    </div>
  );
}

/** Where it lies over the page it takes the focus, and Escape puts it away. */
function Side({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const side = useRef<HTMLDivElement>(null);

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
    <div ref={side} className={css["side"]} data-open={isOpen || undefined}>
      {children}
    </div>
  );
}
