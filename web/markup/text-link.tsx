import { useContext, type ReactNode } from "react";
import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "./markup.text.ts";
import { NamesContext } from "./names.ts";
import css from "./words.module.css";

type TextLinkProps = { href: string; isReachable: boolean; children: ReactNode };

/** A link that somebody wrote. It opens elsewhere, unless it leads to a room of this community. */
export function TextLink({ href, isReachable, children }: TextLinkProps) {
  const tabIndex = isReachable ? 0 : -1;
  const path = pathHere(href);
  return path === null ? (
    <a
      className={css["link"]}
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      tabIndex={tabIndex}
    >
      {children}
    </a>
  ) : (
    <Link className={css["link"]} href={path} tabIndex={tabIndex}>
      {children}
    </Link>
  );
}

/** A bare address. One that leads to a room of this community is called by that: nobody reads an id. */
export function AddressLink({ href, isReachable, children }: TextLinkProps) {
  return (
    <TextLink {...{ href, isReachable }}>
      <CalledHere href={href}>{children}</CalledHere>
    </TextLink>
  );
}

function CalledHere({ href, children }: Pick<TextLinkProps, "href" | "children">) {
  const t = useText(markupText);
  const names = useContext(NamesContext);
  const { pathname, searchParams } = new URL(href);
  const [, , room = "", number] = pathname.split("/");
  const name = pathHere(href) === null ? undefined : names.room(room);
  if (name === undefined) return children;
  const part = (["note", "thread"] as const).find((one) => searchParams.has(one));
  const within = part ?? (number && "message");
  return (
    <>
      <bdi>#{name}</bdi>
      {within && ` › ${t[within]}`}
    </>
  );
}

function pathHere(href: string): string | null {
  const { origin, pathname, search, hash } = new URL(href);
  const isHere = origin === window.location.origin && pathname.startsWith("/rooms/");
  return isHere ? pathname + search + hash : null;
}
