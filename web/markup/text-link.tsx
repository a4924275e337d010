import type { ReactNode } from "react";
import { Link } from "wouter";
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

function pathHere(href: string): string | null {
  const { origin, pathname, search, hash } = new URL(href);
  const isHere = origin === window.location.origin && pathname.startsWith("/rooms/");
  return isHere ? pathname + search + hash : null;
}
