// Every page works without this file: it adds the theme, copying the published sentence, and arrow keys inside a replay.
(function () {
  "use strict";
  var page = document, root = page.documentElement;
  try { var kept = localStorage.getItem("hl-theme"); if (kept && !root.classList.contains("wall")) root.dataset.theme = kept; } catch (e) { /* storage may be forbidden */ }

  page.querySelectorAll("#theme,[data-copy]").forEach(function (button) { button.hidden = false; });

  var theme = page.getElementById("theme");
  if (theme) theme.addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("hl-theme", root.dataset.theme); } catch (e) { /* storage may be forbidden */ }
  });

  page.querySelectorAll("[data-copy]").forEach(function (button) {
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
})();
