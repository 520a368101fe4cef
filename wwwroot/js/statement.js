// Brings the marked part of a long document into view, within the box that scrolls it and nowhere else.
export function show(box) {
  const mark = box?.querySelector("mark");
  if (mark) {
    box.scrollTop = Math.max(0, mark.offsetTop - (box.clientHeight - Math.min(mark.offsetHeight, box.clientHeight)) / 2);
  }
}
