import { create } from "zustand";

const announced = create<{ says: string; times: number }>(() => ({ says: "", times: 0 }));

/** Speaks to people who listen rather than look. Polite: it waits until the screen reader has finished. */
export function announce(says: string): void {
  announced.setState(({ times }) => ({ says, times: times + 1 }));
}

/** The one live region of the page. */
export function Announcer() {
  const { says, times } = announced();
  return (
    <output className="only-heard" aria-live="polite">
      {/* A new node each time: the same words twice are spoken twice. */}
      <span key={times}>{says}</span>
    </output>
  );
}
