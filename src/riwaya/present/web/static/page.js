// Small comforts; every page works without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const theme = document.querySelector("button.theme");
  if (theme) {
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      try { localStorage.setItem("riwaya-theme", next); } catch { /* private windows keep nothing */ }
    });
  }

  // A mark in an article leads to its reason, a reason to its mark.
  const show = (number) => {
    const reason = document.getElementById(`why-${number}`);
    if (!reason) return;
    for (const each of document.querySelectorAll(".chosen")) each.classList.remove("chosen");
    const drawer = reason.closest("details");
    if (drawer) drawer.open = true;
    reason.classList.add("chosen");
    for (const each of document.querySelectorAll(`[data-why="${number}"]`)) each.classList.add("chosen");
    reason.scrollIntoView({ block: "nearest" });
    reason.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".reading .text [data-why]");
    if (!mark || String(getSelection())) return;
    event.preventDefault();
    show(mark.dataset.why);
  });
  for (const reason of document.querySelectorAll('.whys li[id^="why-"]')) {
    reason.addEventListener("click", (event) => {
      if (event.target.closest("a")) return;
      const mark = document.querySelector(`[data-why="${reason.id.slice(4)}"]`);
      if (mark) { show(reason.id.slice(4)); mark.scrollIntoView({ block: "center" }); }
    });
  }

  // Linking anew takes a moment: say that it goes on.
  for (const form of document.querySelectorAll('form[action="/judgements"]')) {
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll("button")) button.setAttribute("aria-busy", "true");
    });
  }
})();
