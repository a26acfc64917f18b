/* Makes a place to drop a file on of the field for files, and says that the server is at work. */
const form = document.querySelector("form.validate");
const drop = form?.querySelector(".file-drop");
const file = form?.querySelector("#file");
const progress = form?.querySelector(".progress");
const button = form?.querySelector("button[type=submit]");

function describe() {
  const [chosen] = file.files;
  drop.classList.toggle("chosen", Boolean(chosen));
  if (!chosen) {
    progress.textContent = "";
    return;
  }
  const kilobytes = Math.max(1, Math.round(chosen.size / 1024));
  progress.textContent = `${chosen.name}, ${kilobytes.toLocaleString("en")} kB`;
}

function withDropping() {
  const words = document.createElement("p");
  words.className = "setting";
  words.textContent = "A file can be dropped anywhere in this field.";
  file.after(words);
  let inside = 0; // entering a part of the field comes before leaving the one around it
  const lit = (on) => drop.classList.toggle("over", on);
  drop.addEventListener("dragenter", () => lit(++inside > 0));
  drop.addEventListener("dragleave", () => lit(--inside > 0));
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    lit(false);
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      describe();
    }
  });
  file.addEventListener("change", describe);
}

function withProgress() {
  form.addEventListener("submit", () => {
    button.disabled = true;
    progress.textContent = "The server reads it and checks every rule …";
  });
  // whoever comes back by the history finds the form ready
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    describe();
  });
}

if (form) {
  withDropping();
  withProgress();
}
