// Lets a page that `backfile watch` serves follow the archive. Never a part of site/.
(() => {
  "use strict";
  const {path, etag, last} = document.currentScript.dataset;
  const own = "/.backfile-live/";
  const here = location.pathname + location.search;
  let seen = last, leaving = false, away = false, swaps = 0;
  let told = {failure: [], notices: []};
  /** @type {EventSource} */ let source;
  let awayTimer, retryTimer;

  const note = (key, value) => { try { sessionStorage.setItem(own + key, JSON.stringify(value)); } catch { /* not allowed */ } };
  const noted = (key) => { try { return JSON.parse(sessionStorage.getItem(own + key)); } catch { return null; } };
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The reader's place: the first blocks in view by name, and how far below the edge each was. It survives changes above.
  const blocks = "h1, h2, h3, h4, h5, h6, p, li, tr, dt, dd, pre, figure, [id]";
  const controls = "a, button, input, select, textarea, summary, [tabindex]";
  const nameOf = (element) => element.id ? `#${element.id}`
    : [element.localName, element.name, element.href, element.textContent.trim().slice(0, 120)].join(" ");
  const topOf = (element) => element.getBoundingClientRect().top;

  function reload() {
    if (leaving) return;
    leaving = true;
    const inView = scrollY < 1 ? [] : all(blocks).filter((each) => topOf(each) >= 0 && topOf(each) < innerHeight);
    const marks = inView.slice(0, 9).map((each) => [nameOf(each), topOf(each)]);
    const focus = all(controls).includes(document.activeElement) && nameOf(document.activeElement);
    note("place", {here, marks, focus, left: scrollX, top: scrollY});
    history.scrollRestoration = "manual";
    location.reload();
  }

  function restore() {
    const was = noted("place");
    if (was?.here !== here) return;
    note("place", null);
    all(controls).find((each) => nameOf(each) === was.focus)?.focus({preventScroll: true});
    let reached;
    const go = () => {
      const named = new Map();
      for (const each of all(blocks)) named.set(nameOf(each), named.has(nameOf(each)) ? null : each);
      const mark = was.marks.find(([name]) => named.get(name));
      const top = mark ? scrollY + topOf(named.get(mark[0])) - mark[1] : was.top;
      scrollTo({left: was.left, top, behavior: "instant"});
      reached = scrollY;
    };
    go();
    addEventListener("load", () => {
      if (scrollY === reached) go(); // pictures may have pushed the text down; a reader who scrolled stays where they are
      setTimeout(() => { if (!leaving) history.scrollRestoration = "auto"; }, 500); // at once, the browser would still restore
    });
  }

  /** The path of an address on this host, decoded; "" for others. @param {string} address */
  function pathOf(address) {
    const url = new URL(address, document.baseURI);
    try { return url.origin === location.origin ? decodeURIComponent(url.pathname) : ""; } catch { return url.pathname; }
  }

  /** Addresses of what the page shows: scripts, pictures, films; and what its stylesheets load. */
  function shown() {
    const elements = all("[src], [srcset], [poster], object[data], image, use, link[rel~=icon]").flatMap((each) =>
      [each.src, each.poster, each.data, each.href?.baseVal ?? each.href, ...(each.srcset ?? "").split(",").map((part) => part.trim().split(" ")[0])]);
    const loaded = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType === "css");
    return [...elements, ...loaded.map((entry) => entry.name)].filter((each) => typeof each === "string" && each);
  }

  /** Static files changed; null: any may have. @param {string[] | null} changed */
  function files(changed) {
    const moved = new Set(changed?.map(pathOf));
    if (changed && shown().some((each) => moved.has(pathOf(each)))) return reload();
    const sheets = all("link[rel~=stylesheet][href]").filter((sheet) => pathOf(sheet.href));
    sheets.filter((sheet) => !changed || moved.has(pathOf(sheet.href))).forEach(swap);
  }

  /** Put a stylesheet's new text in its place, without a moment that has neither. @param {HTMLLinkElement} old */
  function swap(old) {
    const fresh = old.cloneNode();
    const url = new URL(old.href);
    url.searchParams.set("live", `${performance.timeOrigin}-${++swaps}`);
    fresh.href = url.href;
    fresh.onload = fresh.onerror = () => old.remove();
    old.after(fresh);
  }

  // Loaded at once, for when the watch has stopped it is too late.
  const panels = import(`${own}panels.js`);
  const show = () => panels.then((module) => module.show(told, away), () => {});

  function back(is) {
    clearTimeout(awayTimer);
    awayTimer = is ? 0 : setTimeout(() => { away = true; show(); }, 3000);
    if (is && away) { away = false; show(); }
  }

  function connect() {
    disconnect();
    source = new EventSource(`${own}events?${new URLSearchParams({page: path, etag, last: seen})}`);
    const on = (name, act) => source.addEventListener(name, (event) => {
      seen = event.lastEventId.replace("-rest", "") || seen;
      act(JSON.parse(event.data));
    });
    on("reload", reload);
    on("files", files);
    on("state", (state) => { told = state; show(); });
    source.onopen = () => back(true);
    source.onerror = () => {
      if (!awayTimer) back(false);
      if (source.readyState === EventSource.CLOSED) retryTimer = setTimeout(connect, 1000); // it gave up; we don't
    };
  }

  function disconnect() {
    source?.close();
    clearTimeout(retryTimer);
  }

  restore();
  connect();
  addEventListener("pagehide", () => { disconnect(); clearTimeout(awayTimer); awayTimer = 0; });
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; connect(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) connect(); }); // one that is looked at rests no more
})();
