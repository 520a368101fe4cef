using System.Text;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Puts an organization together from the outputs of <c>aws organizations</c>, which AWS only gives in pieces: describe-organization
/// (<c>Organization</c>), list-roots (<c>Roots</c>), list-organizational-units-for-parent (<c>OrganizationalUnits</c>), list-accounts
/// (<c>Accounts</c>), list-parents (<c>Parents</c>), list-policies (<c>Policies</c>), describe-policy (<c>Policy</c>),
/// list-targets-for-policy (<c>Targets</c>), list-policies-for-target (<c>Policies</c>). Some do not say what they were asked for: then the
/// answer must be told, beside the list or in its elements, with <c>ParentId</c> (units, accounts; not needed where <c>Path</c> or
/// <c>Paths</c> say it), <c>ChildId</c> (parents), <c>PolicyId</c> (targets), <c>TargetId</c> (policies of a target).
/// </summary>
internal sealed class OrganizationExport(PolicyDocuments documents, SnapshotOutbox outbox)
{
    /// <summary>The container under which the organization's coverage is reported.</summary>
    public const string Container = "organization";

    private const int MostEntries = 200_000;
    private const string ServiceControl = "SERVICE_CONTROL_POLICY";
    private const string ResourceControl = "RESOURCE_CONTROL_POLICY";

    private readonly Stack<OrganizationPage> _pages = new();
    private readonly Dictionary<string, OrganizationPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, string? Type)> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptDocument> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Policy, string Target)> _targets = [];
    private readonly HashSet<string> _typesInForce = new(StringComparer.Ordinal);
    private string? _management;
    private bool _rootsSayTypes;
    private bool _isSeen;
    private bool _isComplete = true;
    private int _entries;

    /// <summary>A document opens.</summary>
    public void Open() => _pages.Push(new OrganizationPage());

    /// <summary>The document closes: what its lists left open is settled by what stood beside them.</summary>
    public void Close()
    {
        var page = _pages.Pop();
        foreach (var (member, entry) in page.Entries)
        {
            Settle(page, member, entry);
        }
        if (page.Entries.Count > 0 && page.IsCut)
        {
            Miss("", "A list of the organization has further pages that are not here.");
        }
    }

    /// <summary>Takes in the piece that <paramref name="scanner"/> stands on.</summary>
    /// <returns>True when it belongs to an organization.</returns>
    public bool Read(ExportScanner scanner)
    {
        var page = _pages.Peek();
        switch (scanner.Member)
        {
            case "Roots" or "OrganizationalUnits" or "Accounts" or "Parents" or "Policies" or "Targets":
                if (scanner.Piece is ExportPiece.Element)
                {
                    page.Entries.Add((scanner.Member, Parsed(scanner)));
                }
                return true;
            case "Organization":
                _isSeen = true;
                var organization = Parsed(scanner);
                _management = Text(organization, "MasterAccountId") ?? Text(organization, "ManagementAccountId");
                return true;
            case "Policy" when scanner.Value is [(byte)'{', ..] && Parsed(scanner) is var policy && policy.TryGetProperty("PolicySummary", out var summary):
                _isSeen = true;
                ReadContent(summary, policy);
                return true;
            case "ParentId" or "ChildId" or "PolicyId" or "TargetId":
                page.Asked[scanner.Member] = JsonSerializer.Deserialize<string>(scanner.Value) ?? "";
                return false;
            case "NextToken":
                page.IsCut = !scanner.Value.SequenceEqual("null"u8);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Hands on the tree, the limits on it, and whether it is whole.</summary>
    public void Finish()
    {
        if (!_isSeen)
        {
            return;
        }
        HandOnScopes();
        HandOnLimits();
        outbox.Add(new SnapshotItem.Coverage(Container, SnapshotPart.Organization, _isComplete));
    }

    private void Settle(OrganizationPage page, string member, JsonElement entry)
    {
        _isSeen = true;
        var id = Text(entry, "Id");
        switch (member)
        {
            case "Roots":
                Place(id, Text(entry, "Name") ?? "Root", ScopeKind.Root);
                ReadTypes(entry);
                break;
            case "OrganizationalUnits" or "Accounts":
                Place(id, Text(entry, "Name") ?? id!, member is "Accounts" ? ScopeKind.Container : ScopeKind.Unit);
                if ((page.Ask(entry, "ParentId") ?? ParentInPath(entry)) is { } parent)
                {
                    _parents[id!] = parent;
                }
                break;
            case "Parents":
                var child = page.Ask(entry, "ChildId")
                    ?? throw new FormatException("The output of list-parents does not say whose parent it names: add \"ChildId\" beside \"Parents\".");
                _parents[child] = Needed(id);
                break;
            case "Targets":
                var policy = page.Ask(entry, "PolicyId")
                    ?? throw new FormatException("The output of list-targets-for-policy does not say which policy it is of: add \"PolicyId\" beside \"Targets\".");
                _targets.Add((policy, Text(entry, "TargetId") ?? throw new FormatException("A target has no TargetId.")));
                break;
            case "Policies":
                _policies[Needed(id)] = (Text(entry, "Name") ?? id!, Text(entry, "Type"));
                if (page.Ask(entry, "TargetId") is { } target)
                {
                    _targets.Add((id!, target));
                }
                if (entry.TryGetProperty("Content", out _))
                {
                    ReadContent(entry, entry);
                }
                break;
        }
    }

    private void ReadTypes(JsonElement root)
    {
        if (!root.TryGetProperty("PolicyTypes", out var types) || types.ValueKind is not JsonValueKind.Array)
        {
            return;
        }
        _rootsSayTypes = true;
        foreach (var type in types.EnumerateArray())
        {
            if (Text(type, "Status") is "ENABLED" && Text(type, "Type") is { } name)
            {
                _typesInForce.Add(name);
            }
        }
    }

    private void ReadContent(JsonElement summary, JsonElement policy)
    {
        var id = Needed(Text(summary, "Id"));
        _policies[id] = (Text(summary, "Name") ?? id, Text(summary, "Type"));
        if (policy.TryGetProperty("Content", out var content))
        {
            var json = content.ValueKind is JsonValueKind.String ? content.GetString()! : content.GetRawText();
            _documents[id] = documents.Take(Encoding.UTF8.GetBytes(json), $"policy {_policies[id].Name}");
        }
    }

    private void HandOnScopes()
    {
        var root = _places.FirstOrDefault(place => place.Value.Kind is ScopeKind.Root).Key;
        foreach (var (id, place) in _places.OrderBy(place => place.Value.Kind))
        {
            var parent = place.Kind is ScopeKind.Root ? null : _parents.GetValueOrDefault(id);
            if (place.Kind is not ScopeKind.Root && (parent is null || !_places.ContainsKey(parent)))
            {
                // It hangs somewhere below the root; what else lies between is unknown, and so is what that forbids.
                parent = root;
                Miss(id, "Its place in the organization is not in the export, so what the organization forbids it is unknown; add the output of list-parents.");
                Unknown(id, LimitKind.ServiceControlPolicy, ServiceControl);
                Unknown(id, LimitKind.ResourceControlPolicy, ResourceControl);
            }
            outbox.Add(new SnapshotItem.Scope(id, parent, place.Name, place.Kind, id == _management));
        }
    }

    private void HandOnLimits()
    {
        foreach (var (policy, target) in _targets)
        {
            var (name, type) = _policies.GetValueOrDefault(policy, (policy, TypeOfBuiltIn(policy)));
            LimitKind? kind = type switch
            {
                ServiceControl => LimitKind.ServiceControlPolicy,
                ResourceControl => LimitKind.ResourceControlPolicy,
                null => LimitKind.ServiceControlPolicy,
                _ => null,
            };
            if (kind is { } limit && IsInForce(type ?? ServiceControl))
            {
                outbox.Add(new SnapshotItem.Limit(limit, target, policy, name, DocumentOf(policy, name)?.Hash));
            }
        }
        foreach (var (kind, type) in new[] { (LimitKind.ServiceControlPolicy, ServiceControl), (LimitKind.ResourceControlPolicy, ResourceControl) })
        {
            if (_rootsSayTypes && _typesInForce.Contains(type) && !_targets.Any(target => TypeOf(target.Policy) == type))
            {
                Miss(type, "Policies of this type are in force, but not what they are attached to, so what they forbid is unknown; add the output of list-targets-for-policy.");
                foreach (var root in _places.Where(place => place.Value.Kind is ScopeKind.Root))
                {
                    Unknown(root.Key, kind, type);
                }
            }
        }
    }

    private KeptDocument? DocumentOf(string policy, string name)
    {
        if (_documents.TryGetValue(policy, out var document))
        {
            return document;
        }
        if (BuiltIn(policy) is { } text)
        {
            return _documents[policy] = documents.Take(Encoding.UTF8.GetBytes(text), policy);
        }
        Miss($"policy {name}", "It is attached, but its content is not in the export, so what it forbids is unknown; add the output of describe-policy.");
        return null;
    }

    private void Unknown(string target, LimitKind kind, string type)
    {
        if (IsInForce(type))
        {
            outbox.Add(new SnapshotItem.Limit(kind, target, $"unknown-{type}", "not in the export", null));
        }
    }

    private void Place(string? id, string name, ScopeKind kind)
    {
        if (++_entries > MostEntries)
        {
            throw new FormatException($"The organization has more than {MostEntries} entries, which AWS does not allow.");
        }
        _places[Needed(id)] = new OrganizationPlace(name, kind);
    }

    private void Miss(string what, string problem)
    {
        _isComplete = false;
        outbox.Warn(what, problem);
    }

    private string? TypeOf(string policy) => _policies.TryGetValue(policy, out var known) ? known.Type : TypeOfBuiltIn(policy);

    private bool IsInForce(string type) => !_rootsSayTypes || _typesInForce.Contains(type);

    private static string? TypeOfBuiltIn(string policy) => policy switch
    {
        "p-FullAWSAccess" => ServiceControl,
        "p-RCPFullAWSAccess" => ResourceControl,
        _ => null,
    };

    // AWS's own two, the same in every organization.
    private static string? BuiltIn(string policy) => policy switch
    {
        "p-FullAWSAccess" => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""",
        "p-RCPFullAWSAccess" => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""",
        _ => null,
    };

    // "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/111122223333/": the last but one.
    private static string? ParentInPath(JsonElement entry)
    {
        var path = Text(entry, "Path")
            ?? (entry.TryGetProperty("Paths", out var paths) && paths is { ValueKind: JsonValueKind.Array } && paths.GetArrayLength() > 0
                && paths[0].ValueKind is JsonValueKind.String
                ? paths[0].GetString()
                : null);
        return path?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, .., var parent, _] ? parent : null;
    }

    private static JsonElement Parsed(ExportScanner scanner)
    {
        var reader = new Utf8JsonReader(scanner.Value);
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind is JsonValueKind.Object ? element : throw new FormatException($"{scanner.Member} should hold objects.");
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string Needed(string? id) => id ?? throw new FormatException("An entry has no Id.");
}
