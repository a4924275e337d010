import type { ReactNode } from "react";
import { Link, useLocation, useRoute } from "wouter";
import { may } from "#protocol/roles.ts";
import { useFreshDirectory } from "../directory/directory.ts";
import type { Ask, Who } from "../shell/shell.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { PeopleIcon, PlusIcon, SearchIcon } from "../ui/icons.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PersonMenu } from "./person-menu.tsx";
import css from "./sidebar.module.css";

/** The community, the rooms one is in, the way to more of them, and oneself. */
export function Sidebar({ who, ask }: { who: Who; ask: Ask }) {
  const { data, error, refetch } = useFreshDirectory();
  const joined = data?.filter((room) => room.joined);
  const { role } = who.person;
  return (
    <nav className={css["sidebar"]} aria-label="Rooms">
      <header className={css["head"]}>
        <Link href="/" className={css["community"]}>
          <bdi>{who.community}</bdi>
        </Link>
      </header>
      <div className={css["scroller"]}>
        <div className={css["section"]}>
          <h2 className={css["heading"]}>Rooms</h2>
          {may(role, "room.create") && (
            <IconButton label="New room" onClick={ask.newRoom}>
              <PlusIcon size={18} />
            </IconButton>
          )}
        </div>
        {joined === undefined && error === null && <SkeletonRooms />}
        {joined === undefined && error !== null && (
          <p className={css["note"]}>
            Your rooms could not be loaded.{" "}
            <Button look="plain" onClick={() => void refetch()}>
              Try again
            </Button>
          </p>
        )}
        {joined?.length === 0 && (
          <p className={css["note"]}>
            You are in no room yet.
            {!may(role, "room.join") && " Ask whoever invited you for a link."}
          </p>
        )}
        {joined?.length === 0 && may(role, "room.join") && (
          <FirstStep isFirstRoom={data?.length === 0} ask={ask} />
        )}
        <ul>
          {joined?.map((room) => (
            <li key={room.id}>
              <RoomLink href={`/rooms/${room.id}`} name={room.name} />
            </li>
          ))}
        </ul>
        {may(role, "rooms.list") && (
          <QuietLink href="/rooms">
            <SearchIcon size={18} />
            Browse rooms
          </QuietLink>
        )}
        {may(role, "people.list") && (
          <QuietLink href="/people" pages="/people/:part?">
            <PeopleIcon size={18} />
            People
          </QuietLink>
        )}
      </div>
      <footer className={css["foot"]}>
        {may(role, "invite.make") && (
          <Button look="quiet" onClick={ask.invite}>
            Invite people
          </Button>
        )}
        <PersonMenu person={who.person} />
      </footer>
    </nav>
  );
}

/** On a phone, where this is the whole page, the one thing to do first. */
function FirstStep({ isFirstRoom, ask }: { isFirstRoom: boolean; ask: Ask }) {
  const [, goTo] = useLocation();
  return (
    <p className={css["first"]}>
      {isFirstRoom ? (
        <Button look="primary" onClick={ask.newRoom}>
          Create the first room
        </Button>
      ) : (
        <Button look="primary" onClick={() => goTo("/rooms")}>
          Find rooms to join
        </Button>
      )}
    </p>
  );
}

function RoomLink({ href, name }: { href: string; name: string }) {
  const [isCurrent] = useRoute(`${href}/:number?`);
  return (
    <Link
      href={href}
      className={css["room"]}
      aria-current={isCurrent ? "page" : undefined}
      title={name}
    >
      <bdi className={css["name"]}>{name}</bdi>
    </Link>
  );
}

/** `pages`: where one is at it, when that is more than one address. */
type QuietLinkProps = { href: string; pages?: string; children: ReactNode };

function QuietLink({ href, pages = href, children }: QuietLinkProps) {
  const [isCurrent] = useRoute(pages);
  return (
    <Link href={href} className={css["browse"]} aria-current={isCurrent ? "page" : undefined}>
      {children}
    </Link>
  );
}

function SkeletonRooms() {
  return (
    <output className={css["waiting"]} aria-label="Loading your rooms">
      <Skeleton width="medium" />
      <Skeleton width="short" />
      <Skeleton width="medium" />
    </output>
  );
}
