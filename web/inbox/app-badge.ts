import { counts, mentionsInAll } from "./counts-store.ts";

/** Tells on the icon of the installed app how many messages name this person. Gives what ends it, and takes it away. */
export function showOnIcon(): () => void {
  // Not everywhere, and not where the page is no app.
  if (!("setAppBadge" in navigator)) return () => undefined;
  let shown = 0;
  const show = (count: number) => {
    if (count === shown) return;
    shown = count;
    // A browser that forbids it has nothing to show it on.
    void navigator.setAppBadge(count).catch(() => undefined);
  };
  const look = () => show(mentionsInAll(counts.getState()));
  const stop = counts.subscribe(look);
  look();
  return () => {
    stop();
    show(0);
  };
}
