for (const table of document.querySelectorAll("table.sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    heading.tabIndex = 0;
    const sort = () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
      };
      const compare = (a, b) => {
        const x = key(a), y = key(b);
        const numbers = typeof x === "number" && typeof y === "number";
        if (!numbers && typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
        const order = numbers ? x - y : x.localeCompare(y, "en", { numeric: true });
        return down ? -order : order;
      };
      [...table.tBodies[0].rows].sort(compare).forEach((row) => table.tBodies[0].append(row));
    };
    heading.addEventListener("click", sort);
    heading.addEventListener("keydown", (event) => { if (event.key === "Enter") sort(); });
  });
}
