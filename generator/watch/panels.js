// What a page says about the build: an overlay when it failed, a panel with what it left out, a word when the watch ended.
// What problems say quotes articles, which are hostile: it enters the page as text nodes alone.

const own = "/.backfile-live/";
const note = (key, value) => { try { sessionStorage.setItem(own + key, JSON.stringify(value)); } catch { /* not allowed */ } };
const noted = (key) => { try { return JSON.parse(sessionStorage.getItem(own + key)); } catch { return null; } };

/** @typedef {[place: string, fault: string, remedy: string]} Problem */
/** @typedef {{build: string, failure: Problem[], notices: Problem[], further_failure: number, further_notices: number}} State */
/** @type {State} */ let told;
let away = false, isStyled = false;

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

const dialog = make("dialog", {role: "alertdialog", oncancel: hide, ariaLabel: "The build failed", tabIndex: -1});
const notices = make("section", {id: "notices", role: "status"});
const stopped = make("section", {id: "stopped", role: "status"});

// A shadow root, so that neither the page's styles reach in here nor ours out there.
const host = make("backfile-live", {lang: "en", dir: "ltr"});
const styled = () => { isStyled = true; if (told) render(); };
host.attachShadow({mode: "open"}).append(
  make("link", {rel: "stylesheet", href: `${own}live.css`, onload: styled, onerror: styled}),
  dialog, make("div", {id: "panels"}, notices, stopped));
document.documentElement.append(host);

/** @param {State} state what the last build says @param {boolean} isAway whether the watch can't be reached */
export function show(state, isAway) {
  [told, away] = [state, isAway];
  if (isStyled) render();
}

function hide() { note("hidden", told.build); render(); }
function dismiss() { note("dismissed", told.notices); render(); }

/** @param {Problem[]} problems @param {number} further how many more there are */
function list(problems, further) {
  const items = problems.map(([place, fault, remedy]) => make("li", {},
    make("code", {}, place), make("p", {}, fault), ...(remedy ? [make("p", {className: "remedy"}, remedy)] : [])));
  const more = further ? [make("p", {className: "quiet"}, `and ${further} more`)] : [];
  return make("div", {className: "list", tabIndex: 0}, make("ul", {}, ...items), ...more);
}

function count(problems, further) {
  return problems.length > 1 ? `${problems.length + further} problems. ` : "";
}

function render() {
  const hasFailed = told.failure.length > 0 && noted("hidden") !== told.build;
  fill(dialog, hasFailed, () => [
    make("h1", {}, "The build failed"),
    make("p", {className: "quiet"}, `${count(told.failure, told.further_failure)}Behind this is the page as it was last built. `
      + "It comes back by itself when all is well."),
    list(told.failure, told.further_failure),
    make("button", {onclick: hide}, "Hide until the next build"),
  ]);
  if (hasFailed && !dialog.open) {
    dialog.showModal();
    dialog.focus(); // itself, so that it is read out from its beginning
  }
  if (!hasFailed) dialog.close();
  const isNews = told.notices.length > 0 && JSON.stringify(told.notices) !== JSON.stringify(noted("dismissed"));
  fill(notices, isNews, () => [
    make("h1", {}, "Left out of the archive"),
    make("button", {onclick: dismiss, ariaLabel: "Dismiss"}, "\u00d7"),
    list(told.notices, told.further_notices),
  ]);
  fill(stopped, away, () => [
    make("h1", {}, "The watch has stopped"),
    make("p", {}, "This page follows the archive again as soon as backfile watch runs."),
  ]);
}

/** Put children into a part, unless it has them already: a reader in the middle of it is not disturbed. */
function fill(part, isShown, children) {
  const words = isShown ? JSON.stringify([told.failure, told.notices]) : "";
  if (part.words === words) return;
  part.words = words;
  part.replaceChildren(...(isShown ? children() : []));
}
