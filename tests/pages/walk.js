// What Tab must reach on this page, and what it did reach: read by test_keyboard.py.
(() => {
  const ACTIONS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const LOOK = ["outline", "boxShadow", "borderColor", "backgroundColor", "textDecoration", "clip", "transform"];
  const told = (element) => (element.getAttribute("aria-label") || element.name || element.textContent.trim().slice(0, 40) || element.tagName);

  // What can be seen of an element and of what it stands in: focus must change some of it.
  function seen(element) {
    const styles = [];
    for (let at = element, up = 0; at && up < 4; at = at.parentElement, up += 1) {
      const style = getComputedStyle(at);
      styles.push(LOOK.map((name) => style[name]).join());
    }
    return styles.join("|");
  }

  // One of a group of radio buttons is reached by Tab, the others by arrows.
  function stopOfGroup(radio) {
    const group = [...document.querySelectorAll("input[type=radio]")].filter((one) => one.name === radio.name && one.form === radio.form);
    return (group.find((one) => one.checked) ?? group[0]) === radio;
  }

  function expected(root) {
    return [...root.querySelectorAll(ACTIONS)].filter((element) => (
      element.tabIndex >= 0 && !element.disabled
      && element.checkVisibility({ visibilityProperty: true })
      && (element.type !== "radio" || stopOfGroup(element))
    ));
  }

  function covered(element) {
    const boxes = [...element.getClientRects(), ...(element.labels?.[0]?.getClientRects() ?? [])];
    const points = boxes.flatMap((box) => [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map(
      (y) => [box.left + box.width * x, box.top + box.height * y])));
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || top.contains(element) || element.labels?.[0]?.contains(top));
    });
  }

  let waiting = new Map();
  let faults = [];
  let arrived = null;
  document.addEventListener("focusin", ({ target }) => {
    if (!waiting.has(target)) return;
    if (seen(target) === waiting.get(target)) faults.push(`focus can't be seen: ${told(target)}`);
    waiting.delete(target);
    arrived = target;
  });
  // Looked at before Tab leads on: by then the page has been scrolled to it.
  function leaving() {
    if (arrived && arrived === document.activeElement && covered(arrived)) faults.push(`covered when focused: ${told(arrived)}`);
    arrived = null;
  }
  document.addEventListener("keydown", leaving, true);

  window.walk = {
    // How many stops there are inside that element; the walk begins before the first.
    begin(selector) {
      const root = selector ? document.querySelector(selector) : document;
      if (!selector) document.activeElement?.blur();
      const stops = expected(root).filter((element) => element !== document.activeElement);
      waiting = new Map(stops.map((element) => [element, seen(element)]));
      faults = [];
      // Inside a date stand three numbers and a button; inside a frame, a mail.
      return stops.length + 3 * root.querySelectorAll("[type=date]").length + 15 * root.querySelectorAll("iframe").length;
    },
    end() {
      leaving();
      return [...faults, ...[...waiting.keys()].map((element) => `never reached: ${told(element)}`)];
    },
    // Menus are walked once each: most pages have the same ones.
    menus() {
      return [...document.querySelectorAll("details:not([open])")].filter((one) => one.checkVisibility()).map((one, at) => {
        one.dataset.walk = at;
        return [at, one.textContent.replace(/\s+/g, " ").trim()];
      });
    },
  };
})();
