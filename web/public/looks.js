// What this device has chosen to look like, told before anything is painted; in other tabs when it changes. settings/looks.ts chooses.
function showLooks() {
  const root = document.documentElement;
  let looks = {};
  try {
    looks = JSON.parse(localStorage.getItem("parley-looks") ?? "{}");
  } catch {
    // Storage may be forbidden: as the system wishes.
  }
  for (const name of ["theme", "density", "textSize", "motion"]) {
    if (typeof looks[name] === "string") root.dataset[name] = looks[name];
    else delete root.dataset[name];
  }
  for (const frame of document.querySelectorAll("meta[name=theme-color]")) {
    frame.dataset.scheme ??= frame.media.includes("dark") ? "dark" : "light";
    const isFixed = looks.theme === "light" || looks.theme === "dark";
    const whenFixed = looks.theme === frame.dataset.scheme ? "all" : "not all";
    frame.media = isFixed ? whenFixed : `(prefers-color-scheme: ${frame.dataset.scheme})`;
  }
}

/** The shape of what is coming (styles/start.css), where it is a room most likely, and rooms are read from the left. */
function showStart() {
  try {
    const language = localStorage.getItem("parley-language") ?? navigator.language;
    const isInside = localStorage.getItem("parley-session") !== null;
    const place =
      { "/": "home" }[location.pathname] ?? (/^\/rooms\/./.test(location.pathname) && "room");
    if (isInside && place && !language.startsWith("ar"))
      document.documentElement.dataset.start = place;
  } catch {
    // Storage may be forbidden: then nobody is known here.
  }
}

showLooks();
showStart();
addEventListener("storage", (event) => {
  if (event.key === "parley-looks" || event.key === null) showLooks();
});
addEventListener("parley-looks", showLooks);
