// Narrows the list of messages to those that hold what was typed.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const label = document.querySelector(".filter");
  if (!label) return;
  const rows = [...document.querySelectorAll("tbody tr")];
  const found = document.querySelector(".nothing-found");
  label.hidden = false;
  label.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = shown ? "" : "No message holds these words.";
  });
});
