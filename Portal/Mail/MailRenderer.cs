using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Mail;

/// <summary>Turns components into the two forms of a mail. Whatever a component shows is encoded as on a page.</summary>
/// <param name="scopes">Make what components ask for, anew for each mail.</param>
/// <param name="logger">Where failures are said.</param>
internal sealed partial class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory logger)
{
    /// <summary>The component as HTML.</summary>
    public async Task<string> HtmlAsync<TComponent>(IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logger);
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    /// <summary>The component as plain text: its content without encoding, with at most one empty line between paragraphs.</summary>
    public async Task<string> TextAsync<TComponent>(IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        var lines = WebUtility.HtmlDecode(await HtmlAsync<TComponent>(parameters)).Split('\n').Select(l => l.TrimEnd());
        return ManyEmptyLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex("\n{3,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ManyEmptyLines();
}
