(function () {
  "use strict";
  var codes = document.querySelectorAll("details.nw-code");
  var all = document.querySelector(".nw-all");
  if (all && codes.length) {
    all.hidden = false;
    all.addEventListener("click", function () {
      var open = all.textContent === "Show all code";
      codes.forEach(function (code) { code.open = open; });
      all.textContent = open ? "Hide all code" : "Show all code";
    });
  }
  function value(row, column) {
    var cell = row.cells[column];
    var text = cell ? cell.textContent.trim() : "";
    var number = Number(text.replace(/[,%]/g, "").replace("\u2212", "-"));
    return { text: text, number: text !== "" && !isNaN(number) ? number : null };
  }
  function sort(table, head, column) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      var x = value(a, column), y = value(b, column), order;
      if (x.number !== null && y.number !== null) { order = x.number - y.number; }
      else { order = x.text.localeCompare(y.text); }
      return down ? -order : order;
    });
    table.querySelectorAll("thead th").forEach(function (th) { th.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("main table").forEach(function (table) {
    if (!table.tHead || table.tHead.rows.length !== 1 || !table.tBodies.length) { return; }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (!head.textContent.trim()) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "nw-sort";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head, column); });
    });
  });
}());
