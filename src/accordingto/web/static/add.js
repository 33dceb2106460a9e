// Adding reports: files may be dropped, and what becomes of them is shown as they are read.
const place = document.querySelector("[data-drop]");
if (place) {
  const input = place.querySelector("input");
  const list = place.querySelector(".chosen");
  const told = () => list.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), {
    textContent: `${file.name}, ${file.size.toLocaleString("en")} bytes`,
  })));
  input.addEventListener("change", told);
  for (const kind of ["dragenter", "dragover"]) {
    place.addEventListener(kind, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) place.addEventListener(kind, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; told(); }
  });
}

const batch = document.querySelector("[data-batch]");
async function look() {
  if (batch.querySelector("[data-finished]")) return;
  try {
    const answer = await fetch(`/add/${encodeURIComponent(batch.dataset.batch)}`, { headers: { "Desk-Fragment": "batch" } });
    if (!answer.ok) { location.reload(); return; }
    batch.innerHTML = await answer.text();
  } catch { /* the server is away for a moment */ }
  setTimeout(look, 1000);
}
if (batch) setTimeout(look, 700);
