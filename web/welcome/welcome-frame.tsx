import { Suspense, useEffect, type ReactNode } from "react";
import { useFirstScreen } from "../ui/first-screen.ts";
import css from "./welcome-frame.module.css";
import { lazyPart } from "../ui/lazy-part.ts";

const LanguageSelect = lazyPart(async () => {
  const { LanguageSelect: component } = await import("../ui/language-select.tsx");
  return { default: component };
});

type WelcomeFrameProps = { title: string; about?: ReactNode; children?: ReactNode };

/** The calm page in front of the rooms: a title, a sentence, a form. */
export function WelcomeFrame({ title, about, children }: WelcomeFrameProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  useFirstScreen();
  return (
    <main className={css["page"]}>
      <div className={css["column"]}>
        <p className={css["mark"]}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          Parley
        </p>
        <h1 className={css["title"]}>{title}</h1>
        {about !== undefined && <p className={css["about"]}>{about}</p>}
        {children}
      </div>
      {/* Its place is kept, so that the form does not move when it comes. */}
      <div className={css["foot"]}>
        <Suspense fallback={null}>
          <LanguageSelect />
        </Suspense>
      </div>
    </main>
  );
}
