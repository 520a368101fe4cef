using Microsoft.AspNetCore.Components;

namespace Portal.Shell;

/// <summary>For addresses that lead nowhere; also shown where the server refused, since both are answered through here.</summary>
public sealed partial class NotFoundPage
{
    /// <summary>The request, or null within a circuit.</summary>
    [CascadingParameter]
    public HttpContext? HttpContext { get; set; }

    private bool IsForbidden => HttpContext?.Response.StatusCode == StatusCodes.Status403Forbidden;
}
