using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>
/// Makes a policy that allows an identity exactly what is kept of what it may do now: from what it used, and what the reviewer chooses. Where
/// one starts from stands in the address; what is chosen does not.
/// </summary>
/// <param name="leastPrivilege">Says what was used.</param>
/// <param name="policies">Makes the policy, which is recorded where those that it has are guarded.</param>
/// <param name="permissions">Says what the identity holds.</param>
/// <param name="identities">Finds it.</param>
/// <param name="navigation">Holds the start; leads away when there is no such identity.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class LeastPrivilegePage(
    LeastPrivilegeQueries leastPrivilege, ReadPolicies policies, PermissionQueries permissions, IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private const int Named = 20;
    private static readonly int[] Spans = [30, UsedActions.UsualDays, 180, 365, UsedActions.MostDays];

    private readonly HashSet<string> _kept = new(StringComparer.OrdinalIgnoreCase);
    private IdentityRow? _identity;
    private IReadOnlyList<EntitlementRow> _held = [];
    private UsedActions? _used;
    private KeepRule _rule;
    private int _days = UsedActions.UsualDays;
    private int _size = PolicySizes.Managed;
    private int _madeSize;
    private bool _useWildcards = true;
    private bool _areGuarded;
    private bool _isEmpty;
    private bool _isMaking;
    private (Guid Id, KeepRule Rule, int Days)? _start;
    private PolicyDraft? _draft;

    /// <summary>Which identity.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What is looked for among what it may do, or null.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = new IdentityId(Id);
        var query = new QueryReader(new Uri(navigation.Uri).Query);
        _rule = query.Choice<KeepRule>("keep") ?? KeepRule.UsedOrUnknown;
        _days = query.Number("days", 1, UsedActions.MostDays) ?? UsedActions.UsualDays;
        _identity = (await identities.FindAsync(id, By, cancellationToken))?.Identity;
        _used = await leastPrivilege.UsedAsync(id, _days, By, cancellationToken);
        if (_identity is null || _used is not { } used)
        {
            navigation.NotFound();
            return;
        }
        _held = [.. (await permissions.EntitlementsAsync(id, at: null, By, cancellationToken) ?? []).Where(row => row.ObservedUntil is null)];
        _areGuarded = _held.Any(row => row.Documents.Any(document => document.IsGuarded));
        if (_start != (Id, _rule, _days))
        {
            (_start, _draft, _isEmpty) = ((Id, _rule, _days), null, false);
            _kept.Clear();
            _kept.UnionWith(used.Kept(_rule));
        }
        else
        {
            // What the reviewer chose stays chosen while it can be.
            _kept.IntersectWith(used.Actions.Select(action => action.Action));
        }
    }

    private static string Told(UsedActions used) => string.Join(' ', used.Actions.GroupBy(action => action.Use).OrderByDescending(use => use.Key == EntitlementUse.Used)
        .Select(use => $"{use.Key.Say()}: {Words.Number(use.Count())}."));

    private void StartFrom(KeepRule rule, int days) => navigation.NavigateTo(
        $"/identities/{Id}/least-privilege" + new QueryWriter().Add<KeepRule>("keep", rule).Add("days", days == UsedActions.UsualDays ? null : days));

    private async Task MakeAsync()
    {
        if (_isMaking)
        {
            return;
        }
        (_draft, _isEmpty) = (null, _kept.Count == 0);
        if (_isEmpty)
        {
            return;
        }
        _isMaking = true;
        StateHasChanged();
        // For an administrator it takes a moment: what is said meanwhile is rendered before the work begins.
        await Task.Yield();
        try
        {
            _madeSize = _size;
            _draft = await policies.DraftAsync(new IdentityId(Id), new LeastPrivilegeRequest([.. _kept.Order(StringComparer.Ordinal)], _useWildcards, _size), By, Leaving);
        }
        finally
        {
            _isMaking = false;
        }
    }
}
