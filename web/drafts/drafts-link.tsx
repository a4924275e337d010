import { useStore } from "zustand";
import { draftPlaces, drafts } from "../composer/drafts.ts";
import { useText } from "../i18n/i18n.ts";
import { QuietLink } from "../sidebar/quiet-link.tsx";
import { sidebarText } from "../sidebar/sidebar.text.ts";
import { PencilIcon } from "../ui/more-icons.tsx";

/** The way to one's drafts, while there are any. */
export function DraftsLink() {
  const t = useText(sidebarText);
  const areSome = useStore(drafts, () => draftPlaces().length > 0);
  if (!areSome) return null;
  return (
    <QuietLink href="/drafts">
      <PencilIcon size={18} />
      {t.drafts}
    </QuietLink>
  );
}
