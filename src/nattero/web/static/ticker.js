// Ticks in a thread of its own: a tab in the background gets its own timers late, but these in time.
setInterval(() => postMessage(0), 50);
