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

showLooks();
addEventListener("storage", (event) => {
  if (event.key === "parley-looks" || event.key === null) showLooks();
});
addEventListener("parley-looks", showLooks);
