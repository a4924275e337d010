import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { PersonCard } from "./person-card.tsx";

/** The card of whoever the address names, over the page of all. Closed, the address is that of the page. */
export function AddressedCard({ id }: { id: string }) {
  const [, goTo] = useLocation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // It stands below the heading of the page, which is there once this is.
  const isHere = useCallback((here: HTMLElement | null) => {
    setAnchor(here && (document.querySelector<HTMLElement>("#page h1") ?? here));
  }, []);
  const close = () => goTo("/people", { replace: true });
  return (
    <span ref={isHere}>
      {anchor && <PersonCard key={id} asked={{ id, name: "", anchor, at: 0 }} onClose={close} />}
    </span>
  );
}
