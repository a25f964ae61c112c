"use strict";
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0], first = [...body.rows];
  const text = (row, place) => {
    const cell = row.cells[place], named = cell.querySelector("summary");
    return (named || cell).textContent.trim();
  };
  const value = (row, place) => {
    const said = text(row, place), figure = Number(said.replaceAll(",", ""));
    return said !== "" && !Number.isNaN(figure) ? figure : said;
  };
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...first].sort((a, b) => compare(value(a, place), value(b, place)));
      body.append(...(down ? sorted.reverse() : sorted));
    });
  });
  if (first.length > 5) {
    const filter = document.createElement("input");
    filter.type = "search";
    filter.setAttribute("aria-label", document.documentElement.lang === "en" ? "Filter rows" : "筛选");
    filter.placeholder = filter.getAttribute("aria-label");
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const row of first) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    });
    table.parentElement.before(filter);
  }
}
