using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Reading;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>
/// Weighs a change to what an identity holds, or to the limits above it, for this identity or for all whom it concerns. Stores nothing. What is
/// changed stands in the address, so that it can be shared; the text of a document does not.
/// </summary>
/// <param name="whatIf">Weighs.</param>
/// <param name="permissions">Says what the identity holds.</param>
/// <param name="policies">Reads guarded documents, which is recorded.</param>
/// <param name="identities">Finds it.</param>
/// <param name="navigation">Holds the change; leads away when there is no such identity.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class WhatIfPage(
    WhatIfQueries whatIf, PermissionQueries permissions, ReadPolicies policies, IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private const int LongestName = 2000;
    private IdentityRow? _identity;
    private IReadOnlyList<EntitlementRow> _held = [];
    private WhatIfKind _kind = WhatIfKind.EditPolicy;
    private LimitKind _limit = LimitKind.ServiceControlPolicy;
    private string _policy = string.Empty;
    private string _target = string.Empty;
    private string _document = string.Empty;
    private bool _isForAll;
    private bool _isForAllShown;
    private string? _shown;
    private string? _problem;
    private WhatIfResult? _result;
    private WhatIfRow? _chosen;
    private bool _isWeighing;

    /// <summary>Which identity.</summary>
    [Parameter]
    public Guid Id { get; set; }

    private bool IsAboutLimit => Change.IsAboutLimit;

    private bool NeedsDocument => Change.NeedsDocument;

    private bool MayConcernAll => _kind is WhatIfKind.DetachPolicy or WhatIfKind.EditPolicy or WhatIfKind.SetBoundary or WhatIfKind.SetLimit or WhatIfKind.RemoveLimit;

    // A group brings several documents: it can be left, and each of its policies edited where that is attached.
    private IEnumerable<EntitlementRow> Choices => _held.Where(row => _kind == WhatIfKind.DetachPolicy || row.Documents.Count == 1);

    private WhatIfChange Change => new(
        _kind,
        _kind == WhatIfKind.RemoveBoundary || string.IsNullOrWhiteSpace(_policy) ? null : _policy.Trim(),
        string.IsNullOrWhiteSpace(_document) ? null : _document,
        _kind is WhatIfKind.SetLimit or WhatIfKind.RemoveLimit ? _limit : null,
        _kind is WhatIfKind.SetLimit or WhatIfKind.RemoveLimit ? _target.Trim() : null);

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = new IdentityId(Id);
        _identity = (await identities.FindAsync(id, By, cancellationToken))?.Identity;
        if (_identity is not { } identity)
        {
            navigation.NotFound();
            return;
        }
        _held = await permissions.EntitlementsAsync(id, at: null, By, cancellationToken) ?? [];
        var address = new Uri(navigation.Uri).PathAndQuery;
        if (_shown != address)
        {
            _shown = address;
            await TakeUpAsync(new QueryReader(new Uri(navigation.Uri).Query), identity);
        }
    }

    // A change that is said completely by its address is weighed at once; one with a document waits for its text.
    private async Task TakeUpAsync(QueryReader query, IdentityRow identity)
    {
        Forget();
        var asked = query.Choice<WhatIfKind>("change");
        _kind = asked ?? WhatIfKind.EditPolicy;
        _limit = query.Choice<LimitKind>("limit") is LimitKind.ResourceControlPolicy ? LimitKind.ResourceControlPolicy : LimitKind.ServiceControlPolicy;
        _target = query.Text("target", LongestName) ?? identity.Container;
        _isForAll = query.Flag("all") == true;
        _policy = query.Text("policy", LongestName) ?? string.Empty;
        _document = HeldText();
        if (asked is not null && !Change.NeedsDocument)
        {
            await WeighAsync();
        }
    }

    private EntitlementDocument? HeldDocument =>
        _kind == WhatIfKind.EditPolicy && _held.FirstOrDefault(row => string.Equals(row.Key, _policy, StringComparison.Ordinal))?.Documents is [var only] ? only : null;

    /// <summary>The hash of the chosen document, when its text is given out only on request.</summary>
    private string? HeldGuarded => HeldDocument is { IsGuarded: true, Text: null } guarded ? guarded.Hash : null;

    private string HeldText() => HeldDocument?.Text is { } text ? PrettyJson.Of(text) : string.Empty;

    private async Task ReadAsync(string hash) =>
        _document = await policies.DocumentAsync(hash, By, Leaving) is { Text: { } text } ? PrettyJson.Of(text) : string.Empty;

    private void ChooseKind(ChangeEventArgs e)
    {
        _kind = Enum.Parse<WhatIfKind>(e.Value?.ToString() ?? nameof(WhatIfKind.EditPolicy));
        (_policy, _document, _isForAll) = (string.Empty, string.Empty, false);
        Forget();
    }

    private void ChoosePolicy(ChangeEventArgs e)
    {
        _policy = e.Value?.ToString() ?? string.Empty;
        _document = HeldText();
        Forget();
    }

    private void Choose(WhatIfRow row) => _chosen = row == _chosen ? null : row;

    private void Forget() => (_problem, _result, _chosen) = (null, null, null);

    private async Task AskAsync()
    {
        if (_isWeighing)
        {
            return;
        }
        var change = Change;
        var address = $"/identities/{Id}/what-if" + new QueryWriter()
            .Add<WhatIfKind>("change", change.Kind)
            .Add("policy", change.Policy)
            .Add("limit", change.Limit)
            .Add("target", change.Target)
            .Add("all", _isForAll && MayConcernAll ? true : null);
        if (_shown != address)
        {
            // What stands in the form is what the address says, and a document's text besides: nothing is to be taken up from there.
            _shown = address;
            navigation.NavigateTo(address);
        }
        await WeighAsync();
    }

    private async Task WeighAsync()
    {
        Forget();
        var change = Change;
        _problem = change switch
        {
            { Kind: WhatIfKind.DetachPolicy or WhatIfKind.EditPolicy, Policy: null } => "Choose which of the things that it was given.",
            { Kind: WhatIfKind.EditPolicy, Document: null } => "The new document is empty.",
            { Kind: WhatIfKind.SetBoundary, Policy: null } when _isForAll => "Say the ARN of the boundary: all who have it are weighed.",
            { Kind: WhatIfKind.RemoveLimit, Policy: null } => "Say the name of the policy that is taken off.",
            { IsAboutLimit: true, Target: null or "" } => "Say the root, unit or account that the policy is put on.",
            _ => null,
        };
        if (_problem is not null)
        {
            return;
        }
        _isForAllShown = _isForAll && MayConcernAll;
        // Over thousands of holders it takes a while: what is said meanwhile is rendered before the work begins.
        _isWeighing = true;
        StateHasChanged();
        await Task.Yield();
        WhatIfResult? result;
        try
        {
            result = await whatIf.WeighAsync(_isForAllShown ? null : new IdentityId(Id), [change], By, Leaving);
        }
        finally
        {
            _isWeighing = false;
        }
        if (result is null)
        {
            _problem = "The identity is not there any more.";
            return;
        }
        if (result.Errors.Count > 0)
        {
            _problem = string.Join(' ', result.Errors.SelectMany(e => e.Value));
            return;
        }
        _result = result;
    }
}
