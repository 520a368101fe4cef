namespace Portal.Tests.Support;

/// <summary>What the browser runs to see where the focus is, and whether people see it too.</summary>
internal static class FocusScripts
{
    // Whether the focus stands out: on the element, on what it is in (a row of a list), or on the label of a hidden control.
    private const string Look = """
        element => {
          if (!element || element === document.body || element instanceof HTMLIFrameElement) {
            // What has the focus inside a frame is the frame's own affair.
            return { name: element instanceof HTMLIFrameElement ? "a frame" : "the document", isMarked: true };
          }
          const stands = candidate => {
            const style = getComputedStyle(candidate);
            const box = candidate.getBoundingClientRect();
            // A long list that still reads its rows moves; the page brings the focused row back once it stands.
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && box.width > 1 && box.height > 1
              && (candidate.closest(".listing tbody") || (box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth));
          };
          const around = [element, ...(element.labels ?? [])];
          for (let up = element.parentElement; up && around.length < 6; up = up.parentElement) {
            around.push(up);
          }
          const text = element.getAttribute("aria-label") ?? element.innerText ?? "";
          return { name: `${element.localName} "${text.trim().slice(0, 60)}"`, isMarked: around.some(stands) };
        }
        """;

    /// <summary>Whether what has the focus stands out, once the page has come to rest.</summary>
    public const string Rest = $$"""
        async () => {
          const look = {{Look}};
          for (let frame = 0; frame < 60 && !look(document.activeElement).isMarked; frame++) {
            await new Promise(requestAnimationFrame);
          }
          return look(document.activeElement);
        }
        """;

    /// <summary>
    /// Watches a walk from inside the page: what has the focus is looked at when the next Tab is pressed, before the focus moves on. Around is
    /// where a stop comes again after the skip link; some hold the focus for several stops: a frame, the parts of a date.
    /// </summary>
    public const string Watch = $$"""
        () => {
          const look = {{Look}};
          const stops = new Set();
          let last = null;
          let hasBegun = false;
          window.walk = { doubtful: [], isAround: false };
          window.addEventListener("keydown", event => {
            const element = document.activeElement;
            const isStop = hasBegun && element !== document.body;
            hasBegun ||= event.key === "Tab";
            if (event.key !== "Tab" || !isStop) {
              return;
            }
            window.walk.isAround ||= stops.has(element) && last !== element && [...stops].some(stop => stop.matches(".skip"));
            if (!stops.has(element) && !look(element).isMarked) {
              window.walk.doubtful.push(element);
            }
            stops.add(element);
            last = element;
          }, true);
        }
        """;

    /// <summary>
    /// Where the focus was not seen in passing it is set again, and looked at once the page has come to rest. A row that a list has let go of
    /// meanwhile cannot be. Answers what stayed hidden, and whether the walk is around.
    /// </summary>
    public const string Again = $$"""
        async () => {
          const rest = {{Rest}};
          const last = document.activeElement;
          const doubtful = window.walk.doubtful.splice(0).filter(element => element.isConnected);
          const hidden = [];
          for (const element of doubtful) {
            element.focus({ focusVisible: true });
            const seen = await rest();
            if (!seen.isMarked) {
              hidden.push(seen.name);
            }
          }
          if (doubtful.length > 0) {
            last.focus({ focusVisible: true });
          }
          return { hidden, isAround: window.walk.isAround };
        }
        """;
}
