// Has the service worker keep the sessions that `data-ahead` marks, as they are and all sitting: there may be no network at bedtime.
const paths = [...document.querySelectorAll("a[data-ahead]")].map((link) => link.pathname).flatMap((path) => [path, `${path}?sit=yes`]);
if (paths.length) navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ ahead: paths }));
