// Has the service worker keep pages that will be wanted where there may be no network: `data-ahead` of this script names them.
const paths = document.querySelector("script[data-ahead]").dataset.ahead.split(" ").filter(Boolean);
if (paths.length) navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ ahead: paths }));
