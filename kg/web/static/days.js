/* Adds a calendar to the fields of days, and keeps empty fields out of the address. */
const form = document.querySelector("form.days");

function withCalendar(field) {
  const calendar = document.createElement("input");
  if (!("showPicker" in calendar)) return;
  calendar.type = "date";
  calendar.className = "calendar";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "\u25be";
  button.setAttribute("aria-label", "Choose from a calendar");
  button.addEventListener("click", () => {
    calendar.value = field.value; // a day that the calendar does not know leaves it empty
    try {
      calendar.showPicker();
    } catch {
      field.focus(); // some browsers allow no calendar in a frame
    }
  });
  calendar.addEventListener("change", () => {
    if (!calendar.value) return;
    field.value = calendar.value;
    form.requestSubmit();
  });
  const place = document.createElement("span");
  place.className = "choosing";
  place.append(button, calendar);
  field.after(place);
}

if (form) {
  const fields = [...form.querySelectorAll("#at, #known-at")];
  fields.forEach(withCalendar);
  form.addEventListener("submit", () => {
    for (const field of fields) field.disabled = field.value === "";
  });
  // whoever comes back by the history finds the fields as they were
  window.addEventListener("pageshow", () => fields.forEach((field) => (field.disabled = false)));
}
