import { Suspense, useMemo, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { may } from "#protocol/roles.ts";
import { useFreshDirectory } from "../directory/directory.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { useText } from "../i18n/i18n.ts";
import { ThreadIcon } from "../messages/message-icons.tsx";
import type { Ask, Who } from "../shell/shell.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import { Button } from "../ui/button.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { PeopleIcon } from "../ui/icons.tsx";
import { BellIcon, HashIcon, SavedIcon } from "../ui/more-icons.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NewsDot } from "../threads/news-dot.tsx";
import { FindButton } from "./find-button.tsx";
import { QuietLink } from "./quiet-link.tsx";
import { RoomList } from "./room-list.tsx";
import css from "./sidebar.module.css";
import { sidebarText } from "./sidebar.text.ts";

const UnseenCount = lazyPart(async () => ({
  default: (await import("../activity/unseen-count.tsx")).UnseenCount,
}));
const DraftsLink = lazyPart(async () => ({
  default: (await import("../drafts/drafts-link.tsx")).DraftsLink,
}));
const PersonMenu = lazyPart(async () => ({
  default: (await import("./person-menu.tsx")).PersonMenu,
}));

/** `children`: what else belongs to it, such as its edge. */
type SidebarProps = { who: Who; ask: Ask; children?: ReactNode };

/** The community, the rooms one is in, the way to more of them, and oneself. */
export function Sidebar({ who, ask, children }: SidebarProps) {
  const t = useText(sidebarText);
  const { data, error, refetch } = useFreshDirectory();
  const joined = useMemo(() => data?.filter((room) => room.joined), [data]);
  const { role } = who.person;
  return (
    <nav className={css["sidebar"]} aria-label={t.rooms}>
      <header className={css["head"]}>
        <Link href="/" className={css["community"]}>
          <bdi>{who.community}</bdi>
        </Link>
      </header>
      <FindButton />
      <div className={css["scroller"]}>
        <QuietLink href="/activity">
          <BellIcon size={18} />
          {t.activity}
          <span className={css["news"]}>
            <Suspense fallback={null}>
              <UnseenCount />
            </Suspense>
          </span>
        </QuietLink>
        <QuietLink href="/threads">
          <ThreadIcon size={18} />
          {t.threads}
          <span className={css["news"]}>
            <NewsDot />
          </span>
        </QuietLink>
        <Suspense fallback={null}>
          <DraftsLink />
        </Suspense>
        <RoomList rooms={joined ?? NONE} mayMake={may(role, "room.create")} />
        {joined === undefined && error === null && <SkeletonRooms />}
        {joined === undefined && error !== null && (
          <p className={css["note"]}>
            {t.notLoaded}{" "}
            <Button look="plain" onClick={() => void refetch()}>
              {t.tryAgain}
            </Button>
          </p>
        )}
        {joined?.length === 0 && (
          <p className={css["note"]}>
            {t.inNoRoom}
            {!may(role, "room.join") && ` ${t.askForLink}`}
          </p>
        )}
        {joined?.length === 0 && may(role, "room.join") && (
          <FirstStep isFirstRoom={data?.length === 0} ask={ask} />
        )}
        <div className={css["ways"]}>
          <QuietLink href="/saved">
            <SavedIcon size={18} />
            {t.saved}
          </QuietLink>
          {may(role, "rooms.list") && (
            <QuietLink href="/rooms">
              <HashIcon size={18} />
              {t.browse}
            </QuietLink>
          )}
          {may(role, "people.list") && (
            <QuietLink href="/people" pages="/people/*?">
              <PeopleIcon size={18} />
              {t.people}
            </QuietLink>
          )}
        </div>
      </div>
      <footer className={css["foot"]}>
        {may(role, "invite.make") && (
          <Button look="quiet" onClick={ask.invite}>
            {t.invite}
          </Button>
        )}
        <Suspense fallback={<Oneself {...who.person} />}>
          <PersonMenu person={who.person} />
        </Suspense>
      </footer>
      {children}
    </nav>
  );
}

/** As the menu looks that comes in its place. */
function Oneself({ id, name }: { id: string; name: string }) {
  return (
    <p className={css["oneself"]}>
      <Avatar id={id} name={name} size="small" />
      <bdi>{name}</bdi>
    </p>
  );
}

const NONE: readonly ListedRoom[] = [];

/** On a phone, where this is the whole page, the one thing to do first. */
function FirstStep({ isFirstRoom, ask }: { isFirstRoom: boolean; ask: Ask }) {
  const t = useText(sidebarText);
  const [, goTo] = useLocation();
  return (
    <p className={css["first"]}>
      {isFirstRoom ? (
        <Button look="primary" onClick={ask.newRoom}>
          {t.createFirst}
        </Button>
      ) : (
        <Button look="primary" onClick={() => goTo("/rooms")}>
          {t.findRooms}
        </Button>
      )}
    </p>
  );
}

function SkeletonRooms() {
  const t = useText(sidebarText);
  return (
    <output className={css["waiting"]} aria-label={t.loading}>
      <Skeleton width="medium" />
      <Skeleton width="short" />
      <Skeleton width="medium" />
    </output>
  );
}
