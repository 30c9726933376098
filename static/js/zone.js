// Proposes the device's own time zone in a select marked data-zone="guess"; an empty select gets all zones.

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

function fill(select) {
  const zones = Intl.supportedValuesOf?.("timeZone") ?? [here];
  select.append(...zones.map((zone) => new Option(zone.replaceAll("_", " "), zone)));
}

for (const select of document.querySelectorAll("select[data-zone]")) {
  if (select.options.length === 0) fill(select);
  if (select.dataset.zone === "guess" && [...select.options].some((option) => option.value === here)) {
    select.value = here;
  }
}
