import { useSyncExternalStore } from "react";

/** What stands behind the # of the address: another link that is opened in the same tab changes nothing else. */
export function useHash(): string {
  return useSyncExternalStore(listen, () => window.location.hash.slice(1));
}

function listen(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  window.addEventListener("popstate", changed);
  return () => {
    window.removeEventListener("hashchange", changed);
    window.removeEventListener("popstate", changed);
  };
}
