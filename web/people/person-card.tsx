import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { useText } from "../i18n/i18n.ts";
import { valueOf } from "../query-client.ts";
import { tellDate } from "../i18n/formats.ts";
import { calledText } from "../timeline/called.text.ts";
import { IconButton } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { Face } from "./face.tsx";
import { getCard, type Card } from "./people-by-http.ts";
import css from "./person-card.module.css";
import { personCardText } from "./person-card.text.ts";

/** Whose card, what was pressed for it, and when (ms). The name is what they are called there, until the card itself has come. */
export type Asked = { id: string; name: string; anchor: HTMLElement; at: number };

/** Who somebody is, beside what was pressed; on a phone at the foot of the page. Native: Escape and a press elsewhere close it. */
export function PersonCard({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const u = useText(uiText);
  const t = useText(personCardText);
  const { id, name, anchor } = asked;
  const popover = useRef<HTMLDivElement>(null);
  const nameId = useId();
  const { data, error } = useQuery({
    queryKey: ["person", id],
    queryFn: async () => valueOf(await getCard(id)),
    staleTime: 30_000,
  });

  useEffect(() => {
    const card = popover.current;
    // In development effects run twice, and an open one cannot be opened.
    if (card?.matches(":popover-open") === false) card.showPopover();
    card?.focus({ preventScroll: true });
    // What has come makes it higher, and it must not leave the window.
    const placing = new ResizeObserver(() => place(card, anchor));
    if (card) placing.observe(card);
    place(card, anchor);
    return () => placing.disconnect();
  }, [anchor]);

  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-labelledby={nameId}
      tabIndex={-1}
      className={css["card"]}
      onToggle={({ newState }) => {
        if (newState === "closed") onClose();
      }}
    >
      <div className={css["close"]}>
        <IconButton label={u.close} onClick={() => popover.current?.hidePopover()}>
          <CloseIcon />
        </IconButton>
      </div>
      <Face
        id={id}
        name={data?.kind === "departed" ? calledText.get().formerMember : (data?.name ?? name)}
        nameId={nameId}
        isSomebody={data?.kind === "person"}
        {...(data?.kind === "person" && { pronouns: data.pronouns, status: data.status })}
      />
      <div className={css["facts"]}>
        {data === undefined && error === null && <Skeleton width="medium" />}
        {/* Who may not be known, and who cannot be asked for: either way the server has said so. */}
        {data === undefined && error !== null && <p>{t.nothingMore}</p>}
        {data !== undefined && factsOf(data, t).map((fact) => <p key={fact}>{fact}</p>)}
      </div>
    </div>
  );
}

function factsOf(card: Card, t: ReturnType<typeof personCardText.get>): string[] {
  switch (card.kind) {
    case "placeholder":
      return [t.imported];
    case "departed":
      return [t.deleted];
    case "person":
      return [
        t.since(card.role, { day: tellDate(card.since) }),
        ...(card.isBanned ? [t.isOut] : []),
      ];
  }
}

const EDGE = 8;
const GAP = 6;

/** Beside what was pressed, inside the window. On a phone the style sheet places it. CSS anchors would do this, once every browser we serve has them. */
function place(card: HTMLElement | null, anchor: HTMLElement): void {
  if (!card || !anchor.isConnected) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + height <= window.innerHeight - EDGE ? below : at.top - GAP - height;
  const isRightToLeft = document.documentElement.dir === "rtl";
  const left = Math.min(
    isRightToLeft ? at.right - width : at.left,
    window.innerWidth - EDGE - width,
  );
  card.style.setProperty("--card-top", `${Math.max(EDGE, top)}px`);
  card.style.setProperty("--card-left", `${Math.max(EDGE, left)}px`);
}
