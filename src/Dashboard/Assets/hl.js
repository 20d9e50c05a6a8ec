// Every page works without this file: it adds theme, copying, printing, arrow keys inside a replay, and figures that follow the ledger.
(function () {
  "use strict";
  var page = document, root = page.documentElement, body = page.body;
  function each(selector, act) { page.querySelectorAll(selector).forEach(act); }
  try { var kept = localStorage.getItem("hl-theme"); if (kept && !root.classList.contains("wall")) root.dataset.theme = kept; } catch (e) { /* forbidden */ }

  each("#theme,[data-copy],[data-print]", function (button) { button.hidden = false; });
  each("[data-print]", function (button) { button.addEventListener("click", function () { print(); }); });

  var theme = page.getElementById("theme");
  if (theme) theme.addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("hl-theme", root.dataset.theme); } catch (e) { /* forbidden */ }
  });

  each("[data-copy]", function (button) {
    button.addEventListener("click", function () {
      var text = page.getElementById(button.dataset.copy).innerText.trim();
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { button.querySelector("[data-said]").textContent = button.dataset.done; });
    });
  });

  var replay = page.querySelector(".replay");
  if (replay) replay.addEventListener("keydown", function (event) {
    var rel = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : null;
    var link = rel && replay.querySelector("a[rel=" + rel + "]");
    if (link) { event.preventDefault(); location = link.href; }
  });

  // The stream says that figures changed; the page is then asked for anew, so that sentence, bars and tables stand on one position.
  var feed = page.querySelector("[data-feed]"), pause = page.querySelector("[data-pause]"), source = null, asking = false, again = false;
  if (!feed || !window.EventSource) return;
  pause.hidden = false;
  pause.addEventListener("click", function () {
    var stop = pause.getAttribute("aria-pressed") === "false";
    pause.setAttribute("aria-pressed", String(stop));
    if (stop) { end(); show("paused"); } else begin();
  });
  page.addEventListener("visibilitychange", function () {
    if (pause.getAttribute("aria-pressed") === "false") { if (page.hidden) end(); else if (!source) begin(); }
  });
  begin();

  function show(state) {
    feed.dataset.feed = state;
    feed.querySelector(".dot").classList.toggle("off", state === "paused" || state === "stale");
    feed.querySelectorAll("[data-state]").forEach(function (said) { said.hidden = said.dataset.state !== state; });
  }
  function end() { if (source) source.close(); source = null; }
  function begin() {
    end();
    source = new EventSource(body.dataset.live);
    source.onopen = function () { show("on"); };
    source.onmessage = function (event) { if (event.lastEventId !== body.dataset.at) ask(); };
    source.onerror = function () {
      var lost = this;
      show("stale");
      if (lost.readyState === 2) setTimeout(function () { if (source === lost) begin(); }, 5000); // turned away: it does not come again by itself
    };
  }
  function ask() {
    if (asking) { again = true; return; }
    asking = true;
    fetch(location.href, { cache: "no-store", credentials: "same-origin" }).then(function (answer) {
      if (answer.redirected) location.reload(); // the key has expired
      return answer.ok ? answer.text() : Promise.reject();
    }).then(function (text) {
      var at = page.activeElement, href = at.getAttribute("href");
      if (source) turn(body, new DOMParser().parseFromString(text, "text/html").body);
      if (page.activeElement === at) return;
      (Array.from(page.links).find(function (link) { return link.getAttribute("href") === href; }) || page.getElementById("main")).focus({ preventScroll: true });
    }).catch(function () { show("stale"); }).then(function () { asking = false; if (again) { again = false; ask(); } });
  }
  // What did not change is left alone, with its focus, its opened details and what is marked in it.
  function turn(now, next) {
    if (now.nodeType === 3) {
      var on = now.parentNode.classList;
      if (now.data === next.data) return;
      now.data = next.data;
      on.remove("upd"); void now.parentNode.offsetWidth; on.add("upd");
      return;
    }
    if (now.nodeType !== 1 || "keep" in now.dataset) return;
    Array.from(next.attributes).forEach(function (one) { if (one.name !== "hidden" && now.getAttribute(one.name) !== one.value) now.setAttribute(one.name, one.value); });
    var a = Array.from(now.childNodes), b = Array.from(next.childNodes);
    if (a.length === b.length && a.every(function (one, i) { return one.nodeName === b[i].nodeName; })) a.forEach(function (one, i) { turn(one, b[i]); });
    else now.replaceChildren.apply(now, b);
  }
})();
