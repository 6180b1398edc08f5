// Settings with script: the look changes as it is touched, and the group that the address names stands open.
const form = document.querySelector("[data-theme-form]");
form?.addEventListener("change", (event) => globalThis.natteroTheme(event.target.value));
form?.querySelector("[data-without-script]")?.remove();
const named = location.hash && document.getElementById(location.hash.slice(1));
if (named instanceof HTMLDetailsElement) named.open = true;
