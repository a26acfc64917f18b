// Shows the buttons that copy a field, and copies it: without this script it can be selected.
const said = document.createElement("span");
said.className = "hidden";
said.setAttribute("role", "status");
document.body.append(said);

async function copy(field) {
  const text = "value" in field ? field.value : field.textContent;
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // pages that come by plain HTTP from another host have no clipboard
  if ("select" in field) field.select();
  else getSelection().selectAllChildren(field);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!field) continue;
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy(field);
      button.textContent = said.textContent = "Copied";
    } catch {
      button.textContent = said.textContent = "Select it and copy it";
    }
    setTimeout(() => {
      button.textContent = name;
      said.textContent = "";
    }, 2000);
  });
}
