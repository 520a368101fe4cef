using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>A policy's document with one statement marked and in view. It is read when this is rendered: render it when it is asked for.</summary>
/// <param name="queries">Reads it.</param>
/// <param name="policies">Reads it if it is guarded, which is recorded.</param>
/// <param name="script">Scrolls to the statement.</param>
/// <param name="feed">Says when something changed; a document never does.</param>
public sealed partial class StatementText(PermissionQueries queries, ReadPolicies policies, IJSRuntime script, ChangeFeed feed) : LivePage(feed)
{
    private readonly string _caption = $"statement-{Guid.CreateVersion7():n}";
    private ElementReference _box;
    private StatementPlace? _read;
    private StatementPlace? _seen;
    private MarkedJson? _document;
    private bool _isRead;
    private bool _isGuarded;

    /// <summary>The statement.</summary>
    [Parameter, EditorRequired]
    public StatementPlace Place { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_read == Place)
        {
            return;
        }
        var document = await queries.DocumentAsync(Place.Hash, By, cancellationToken);
        Take(document);
        (_read, _isRead, _isGuarded) = (Place, true, document is { IsGuarded: true });
    }

    private async Task ReadAsync()
    {
        Take(await policies.DocumentAsync(Place.Hash, By, Leaving));
        (_isGuarded, _seen) = (false, null);
    }

    private void Take(EntitlementDocument? document) => _document = document?.Text is { } text ? MarkedJson.Of(text, Place.Path) : null;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_read == _seen || _document is not { Marked.Length: > 0 })
        {
            return;
        }
        _seen = _read;
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", Leaving, "./" + Assets["js/statement.js"]);
            await module.InvokeVoidAsync("show", Leaving, _box);
        }
        catch (Exception exception) when (exception is OperationCanceledException or JSDisconnectedException)
        {
            // The reader left.
        }
    }
}
