// Before anything is drawn: the light or dark that this browser chose.
try {
  const kept = localStorage.getItem("riwaya-theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
} catch { /* private windows keep nothing */ }
