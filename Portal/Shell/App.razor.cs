using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Shell;

/// <summary>The document around every page. Pages that a mail leads to are plain documents without a circuit; all others are interactive.</summary>
public sealed partial class App
{
    /// <summary>The cookie in which the reader's choice of a scheme lies: <c>light</c>, <c>dark</c>; anything else follows the system.</summary>
    internal const string ThemeCookie = "gov-theme";

    /// <summary>The cookie in which the browser says its time zone, as an IANA name.</summary>
    internal const string ZoneCookie = "gov-zone";

    /// <summary>The request that is answered.</summary>
    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = default!;

    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private string? Theme => HttpContext.Request.Cookies[ThemeCookie] is "light" or "dark" ? HttpContext.Request.Cookies[ThemeCookie] : null;

    private string? Zone => HttpContext.Request.Cookies[ZoneCookie];
}
