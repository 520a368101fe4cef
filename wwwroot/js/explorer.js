// Explores a graph that is too large to be drawn on the server. The libraries are loaded when a reader opens one; nothing stays when it is closed.
let isPrepared = false;

async function load(addresses) {
  const [{ default: cytoscape }, { default: dagre }] = await Promise.all(addresses.map(address => import(new URL(address, document.baseURI))));
  if (!isPrepared) {
    cytoscape.use(dagre);
    isPrepared = true;
  }
  return cytoscape;
}

// A canvas knows no style sheet: the theme's colours are read where they are in force.
function colours(box) {
  const probe = document.createElement("span");
  // Where motion is reduced every change of style is a very short transition, and what is read is where it starts.
  probe.style.setProperty("transition", "none", "important");
  box.append(probe);
  const read = name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(["ink", "ink-2", "surface", "line-strong", "accent", "bad", "bad-tint", "warn", "warn-tint", "chosen"].map(name => [name, read(name)]));
  found.font = getComputedStyle(box).fontFamily;
  probe.remove();
  return found;
}

function looks(box) {
  const c = colours(box);
  return [
    { selector: "node", style: {
      shape: "round-rectangle", width: 184, height: 38, label: "data(label)", "text-valign": "center", "text-halign": "center", "text-wrap": "wrap", "text-max-width": 180, "font-size": 12,
      "font-family": c.font, color: c.ink, "background-color": c.surface, "border-width": 1, "border-color": c["line-strong"],
    } },
    { selector: "node.start", style: { "border-color": c.accent, "border-width": 2 } },
    { selector: "node.administrator", style: { "border-color": c.bad, "background-color": c["bad-tint"] } },
    { selector: "node.deed", style: { "border-color": c.warn, "background-color": c["warn-tint"] } },
    { selector: "edge", style: {
      width: 1.5, "curve-style": "round-taxi", "taxi-direction": "rightward", "taxi-turn": 24, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "line-color": c.bad, "target-arrow-color": c.bad, "target-label": "data(label)", "target-text-offset": 88, "text-wrap": "wrap",
      "target-text-margin-y": -14, "font-size": 10, "font-family": c.font, color: c["ink-2"],
    } },
    { selector: "edge.depends", style: { "line-style": "dashed", "line-color": c.warn, "target-arrow-color": c.warn } },
    { selector: ".apart", style: { opacity: 0.15 } },
    { selector: "node.found", style: { "border-width": 4, "border-color": c.accent, "background-color": c.chosen } },
  ];
}

// The end stays: names of one kind often begin alike and differ there.
function clipMiddle(text, length) {
  const end = Math.floor(length / 3);
  return text.length <= length ? text : `${text.slice(0, length - 1 - end)}…${text.slice(-end)}`;
}

function clip(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Opens a graph within a frame that holds a canvas, buttons and a table; returns what closes it. */
export async function open(frame, parts, addresses) {
  const cytoscape = await load(addresses);
  const box = frame.querySelector(".canvas");
  const graph = cytoscape({
    container: box,
    elements: [
      ...parts.nodes.map(node => ({ data: { id: `n${node.id}`, label: clipMiddle(node.name, 24) + (node.detail ? `\n${clip(node.detail, 26)}` : "") }, classes: node.kind })),
      ...parts.edges.map(edge => ({ data: { source: `n${edge.from}`, target: `n${edge.to}`, label: clip(edge.label, 33) + (edge.number ? `\n${clip(edge.number, 22)}` : "") }, classes: edge.depends ? "depends" : "" })),
    ],
    style: looks(box),
    layout: { name: "dagre", rankDir: "LR", nodeSep: 14, rankSep: 200, fit: true, padding: 16, animate: false },
    minZoom: 0.05,
    maxZoom: 2,
    // The wheel scrolls the page.
    userZoomingEnabled: false,
    autoungrabify: true,
    boxSelectionEnabled: false,
  });

  // All of a large graph at once would be too small to read: one begins where the ways begin.
  if (graph.zoom() < 0.6) {
    const starts = graph.nodes(".start");
    graph.zoom(0.8);
    graph.center(starts.nonempty() ? starts : graph.nodes()[0]);
    graph.panBy({ x: 120 - box.clientWidth / 2, y: 0 });
  }

  const alone = nodes => {
    graph.elements().removeClass("found apart");
    if (nodes.nonempty()) {
      const near = nodes.union(nodes.predecessors()).union(nodes.successors());
      graph.elements().not(near).addClass("apart");
      nodes.addClass("found");
    }
  };
  const middle = () => ({ x: box.clientWidth / 2, y: box.clientHeight / 2 });
  const onClick = event => {
    const button = event.target.closest("button[data-zoom], button[data-find]");
    if (button?.dataset.find) {
      const node = graph.getElementById(`n${button.dataset.find}`);
      alone(node);
      graph.zoom(1);
      graph.center(node);
      box.scrollIntoView({ block: "nearest" });
    } else if (button?.dataset.zoom === "fit") {
      alone(graph.collection());
      graph.fit(undefined, 16);
    } else if (button) {
      graph.zoom({ level: graph.zoom() * Number(button.dataset.zoom), renderedPosition: middle() });
    }
  };
  frame.addEventListener("click", onClick);
  graph.on("tap", event => alone(event.target === graph ? graph.collection() : event.target.isNode() ? event.target : event.target.connectedNodes()));

  const paint = () => graph.style(looks(box));
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(paint);
  scheme.addEventListener("change", paint);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  frame.dataset.ready = "";

  return {
    close() {
      frame.removeEventListener("click", onClick);
      scheme.removeEventListener("change", paint);
      chosen.disconnect();
      graph.destroy();
    },
  };
}
