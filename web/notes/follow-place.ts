import { navigate } from "wouter/use-browser-location";

type Press = Pick<MouseEvent, "ctrlKey" | "metaKey" | "preventDefault">;

/** A press on what leads to a room of this community goes there within the page. False: it leads elsewhere, or to another tab. */
export function followPlace(event: Press, link: HTMLAnchorElement): boolean {
  if (link.dataset["place"] === undefined || event.ctrlKey || event.metaKey) return false;
  event.preventDefault();
  navigate(new URL(link.href).pathname);
  return true;
}
