import { useEffect, useRef, useState } from "react";
import { may } from "#protocol/roles.ts";
import { session } from "../session/session.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { Decision } from "./decisions.ts";
import type { Kind } from "./people-by-http.ts";
import { PeopleSearch } from "./people-search.tsx";
import css from "./people-section.module.css";
import { PersonRow } from "./person-row.tsx";
import { refreshPeople, usePeople } from "./use-people.ts";

/** Everyone in the community: find them, and decide about them where one may. */
export function PeopleSection({ me }: { me: SignedInPerson }) {
  const [sought, setSought] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const [asked, setAsked] = useState<Decision | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { data, dataUpdatedAt, error, refetch, isFetching, hasNextPage, fetchNextPage } = usePeople(
    sought,
    kind,
  );
  const people = data?.pages.flatMap((page) => page.people) ?? [];
  const count = data?.pages.at(-1)?.count;

  // With what was decided its row may have gone, and the focus must not go with it.
  const hasDecided = useRef(false);
  useEffect(() => {
    if (hasDecided.current && document.activeElement === document.body) list.current?.focus();
    hasDecided.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- New rows are the reason, whatever they are.
  }, [data]);

  const decided = async () => {
    const isMe = asked?.person.id === me.id;
    hasDecided.current = true;
    setAsked(null);
    await refreshPeople();
    if (isMe) await becomeWhatIAm();
  };

  return (
    <>
      <PeopleSearch
        sought={sought}
        onSeek={setSought}
        kind={kind}
        onKind={setKind}
        areBannedTold={may(me.role, "people.run")}
      />
      {data === undefined && error === null && <SkeletonRows rows={6} label="Loading people" />}
      {data === undefined && error !== null && (
        <EmptyState
          title="The people could not be loaded"
          action={
            <Button isBusy={isFetching} onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error.message}
        </EmptyState>
      )}
      {count === 0 && <NobodyFound sought={sought} kind={kind} onAll={() => showAll()} />}
      {count !== undefined && count > 0 && (
        <p className={css["count"]} role="status">
          {tellCount(count)}
        </p>
      )}
      <ul ref={list} className={css["people"]} aria-label="People" tabIndex={-1}>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            me={me}
            now={dataUpdatedAt}
            onDecide={setAsked}
          />
        ))}
      </ul>
      {hasNextPage && (
        <p className={css["more"]}>
          <Button isBusy={isFetching} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
      {asked !== null && (
        <DecisionDialog
          decision={asked}
          isMe={asked.person.id === me.id}
          onDone={() => void decided()}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );

  function showAll() {
    setSought("");
    setKind("all");
  }
}

type NobodyFoundProps = { sought: string; kind: Kind; onAll: () => void };

function NobodyFound({ sought, kind, onAll }: NobodyFoundProps) {
  const name = sought.trim();
  const ofThem = kind === "banned" ? "Nobody who was put out" : "Nobody";
  return (
    <EmptyState
      title={name === "" ? NOBODY[kind] : `${ofThem} is called “${name}”`}
      action={<Button onClick={onAll}>Show everyone</Button>}
    />
  );
}

const NOBODY: Record<Kind, string> = {
  all: "There is nobody here",
  owner: "There is no owner here",
  admin: "There are no admins",
  member: "There are no members",
  guest: "There are no guests",
  banned: "Nobody has been put out",
};

const number = new Intl.NumberFormat();

function tellCount(count: number): string {
  return count === 1 ? "1 person" : `${number.format(count)} people`;
}

/** A page that offers what its person may do no more is refused at every press: it learns now what the next token would say. */
async function becomeWhatIAm(): Promise<void> {
  const token = await session.accessToken();
  if (token.ok) await session.refresh(token.value.accessToken);
}
