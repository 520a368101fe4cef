using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Lists;

namespace Portal.Shell;

/// <summary>In place of a page that failed: what happened, whether anything is lost, and a way on. The details go to the log, under the reference.</summary>
/// <param name="logger">Where the details go.</param>
/// <param name="navigation">Knows the address to come back to.</param>
public sealed partial class PageFailure(ILogger<PageFailure> logger, NavigationManager navigation)
{
    private string? _reference;

    /// <summary>What went wrong.</summary>
    [Parameter, EditorRequired]
    public Exception Exception { get; set; } = default!;

    /// <summary>Tries the page again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    private string Title => Exception switch
    {
        AccessDeniedException => "This is not open to you",
        ProofNeededException => "Please confirm that it is you",
        BadCursorException => "The list has changed",
        _ => "This page failed",
    };

    private string Here => Uri.EscapeDataString(new Uri(navigation.Uri).PathAndQuery);

    private string Text => Exception is AccessDeniedException or ProofNeededException or BadCursorException
        ? Exception.Message
        : "The portal could not show it. Nothing that you saved is lost.";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Exception is not (AccessDeniedException or ProofNeededException or BadCursorException))
        {
            _reference = Guid.CreateVersion7().ToString("n")[^8..];
            Log.Failed(logger, _reference, Exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A page failed; reference {Reference}.")]
        public static partial void Failed(ILogger logger, string reference, Exception exception);
    }
}
