using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>Asks whether an identity may do something. The question stands in the address, so that an answer can be shared.</summary>
/// <param name="permissions">Answers.</param>
/// <param name="policies">Reads guarded statements, which is recorded.</param>
/// <param name="identities">Finds identities.</param>
/// <param name="navigation">Holds the question.</param>
/// <param name="feed">Says when the answer may have changed.</param>
public sealed partial class CheckPage(
    PermissionQueries permissions, ReadPolicies policies, IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private IdentityRow? _identity;
    private string _action = string.Empty;
    private string _resource = string.Empty;
    private string _context = string.Empty;
    private AccessQuestion? _asked;
    private AccessAnswer? _answer;
    private bool _isGone;

    /// <summary>The identity that was asked about, or null.</summary>
    [SupplyParameterFromQuery]
    public Guid? Identity { get; set; }

    /// <summary>The action that was asked about, or null.</summary>
    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    /// <summary>The resource that was asked about; null for none.</summary>
    [SupplyParameterFromQuery]
    public string? Resource { get; set; }

    /// <summary>What was known, one <c>key=value</c> a line; or null.</summary>
    [SupplyParameterFromQuery]
    public string? Context { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (Identity is not { } id)
        {
            _answer = null;
            return;
        }
        if (_identity?.Id.Value != id)
        {
            _identity = (await identities.FindAsync(new IdentityId(id), By, cancellationToken))?.Identity;
        }
        if (string.IsNullOrWhiteSpace(Action))
        {
            _answer = null;
            return;
        }
        var question = new AccessQuestion(Action.Trim(), string.IsNullOrWhiteSpace(Resource) ? "*" : Resource.Trim(), Read(Context));
        if (_asked is null)
        {
            (_action, _resource, _context) = (question.Action, question.Resource, Context ?? string.Empty);
        }
        _asked = question;
        _answer = await permissions.CheckAsync(new IdentityId(id), question, at: null, By, cancellationToken);
        _isGone = _answer is null;
    }

    private async Task ReadAsync()
    {
        if (_identity is { } identity && _asked is { } question)
        {
            _answer = await policies.CheckAsync(identity.Id, question, at: null, By, Leaving);
        }
    }

    /// <summary>Reads lines of <c>key = value</c>; a key that stands twice has both values. Lines without an equals sign are left out.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> Read(string? context) => (context ?? string.Empty)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts.Length == 2 && parts[0].Length > 0)
        .GroupBy(parts => parts[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(key => key.Key, IReadOnlyList<string> (key) => [.. key.Select(parts => parts[1])], StringComparer.OrdinalIgnoreCase);

    private static string Verdict(AccessDecision decision) => decision switch
    {
        AccessDecision.Allowed => "Allowed",
        AccessDecision.ExplicitlyDenied => "Denied by a statement",
        AccessDecision.ImplicitlyDenied => "Denied: nothing allows it, or a limit does not",
        AccessDecision.Conditional => "It depends",
    };

    // A name of the API, as in serviceControlPolicy: said in words.
    private static string KindOf(DecidingStatement statement) => Words.Spaced(statement.PolicyKind).ToLowerInvariant();

    private static string Class(AccessDecision decision) => decision switch
    {
        AccessDecision.Allowed => "good",
        AccessDecision.Conditional => "warn",
        AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied => "bad",
    };

    private void Ask() => navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["identity"] = _identity?.Id.Value,
        ["action"] = _action.Trim(),
        ["resource"] = _resource.Trim() is { Length: > 0 } resource ? resource : null,
        ["context"] = string.IsNullOrWhiteSpace(_context) ? null : _context.Trim(),
    }));
}
