// Runs before the first paint: the theme of this device, and night between dusk and dawn by its own clock.
(() => {
  const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(name + "="))?.slice(name.length + 1);
  const stored = () => { try { return localStorage.getItem("nattero.theme"); } catch { return null; } }; // a page from a file has no cookies
  const keep = (name, value) => { document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`; };
  const [DUSK, DAWN] = [21, 7];
  const shown = () => {
    const chosen = decodeURIComponent(cookie("theme") ?? stored() ?? "auto");
    const hour = new Date().getHours();
    return chosen === "auto" && (hour >= DUSK || hour < DAWN) ? "night" : chosen;
  };
  const bar = document.querySelector('meta[name="theme-color"]');
  const apply = () => {
    const theme = document.documentElement.dataset.theme = shown();
    const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    bar.content = theme === "night" ? "#000000" : dark ? "#12141c" : "#faf7f2";
  };
  apply();
  setInterval(apply, 60_000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) apply(); });
  globalThis.natteroTheme = (theme) => {
    keep("theme", theme);
    try { localStorage.setItem("nattero.theme", theme); } catch { /* closed */ }
    apply();
  };
  // A page that is led by its script shows its first part until then, and all of it should the script never come.
  const { classList } = document.documentElement;
  if ("noModule" in HTMLScriptElement.prototype) classList.add("soon");
  addEventListener("load", () => {
    classList.remove("soon");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone; // slow the first time: after the paint
    if (zone && cookie("zone") !== zone) keep("zone", zone);
  });
})();
