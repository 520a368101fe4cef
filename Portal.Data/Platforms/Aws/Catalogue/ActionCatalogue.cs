using System.Collections.Frozen;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>
/// Every action that AWS publishes, numbered in the order of service and name, so that a set of actions is a bitmap. Read from the
/// embedded file when first asked.
/// </summary>
internal sealed class ActionCatalogue
{
    private static readonly Lazy<ActionCatalogue> Embedded = new(() => new ActionCatalogue(EmbeddedJson.Read("aws-actions.json.gz")));

    private readonly string[] _names;
    private readonly string[] _lowerNames;
    private readonly AccessLevel[] _access;
    private readonly int[][] _resourceTypes;
    private readonly int[] _serviceOf;
    private readonly CatalogueService[] _services;
    private readonly FrozenDictionary<string, CatalogueService> _byPrefix;
    private readonly FrozenDictionary<string, int> _byName;
    private readonly FrozenSet<string> _multivalued;
    private readonly string[] _multivaluedPrefixes;
    private readonly FrozenSet<string> _withResourceControl;
    private readonly Lazy<Dictionary<AccessLevel, ActionSet>> _withAccess;
    private readonly Lazy<ActionGroup[][]> _groups;
    private readonly Lazy<int> _groupCount;

    private ActionCatalogue(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var services = document.RootElement.GetProperty("services").EnumerateObject().OrderBy(service => service.Name, StringComparer.Ordinal).ToList();
        List<string> names = [], lowerNames = [];
        var access = new List<AccessLevel>();
        var resourceTypes = new List<int[]>();
        var serviceOf = new List<int>();
        _services = new CatalogueService[services.Count];
        for (var s = 0; s < services.Count; s++)
        {
            var (prefix, value) = (services[s].Name, services[s].Value);
            var types = value.GetProperty("resourceTypes").EnumerateObject().ToList();
            var typeNumbers = types.Select((type, number) => (type.Name, number)).ToDictionary(type => type.Name, type => type.number, StringComparer.OrdinalIgnoreCase);
            var actions = value.GetProperty("actions").EnumerateObject().OrderBy(action => action.Name, StringComparer.OrdinalIgnoreCase).ToList();
            _services[s] = new CatalogueService(
                prefix, value.GetProperty("name").GetString()!, names.Count, actions.Count, [.. types.Select(type => Form(type.Value.GetProperty("arn").GetString()!))]);
            foreach (var action in actions)
            {
                names.Add($"{prefix}:{action.Name}");
                lowerNames.Add(action.Name.ToLowerInvariant());
                access.Add(Access(action.Value.GetProperty("access").GetString()));
                resourceTypes.Add(action.Value.TryGetProperty("resources", out var resources)
                    ? [.. resources.EnumerateArray().Select(r => typeNumbers.GetValueOrDefault(r.GetProperty("type").GetString()!, -1)).Where(number => number >= 0)]
                    : []);
                serviceOf.Add(s);
            }
        }
        _names = [.. names];
        _lowerNames = [.. lowerNames];
        _access = [.. access];
        _resourceTypes = [.. resourceTypes];
        _serviceOf = [.. serviceOf];
        _byPrefix = _services.ToFrozenDictionary(service => service.Prefix, StringComparer.Ordinal);
        _byName = Enumerable.Range(0, _names.Length).ToFrozenDictionary(id => $"{Service(id).Prefix}:{_lowerNames[id]}", StringComparer.Ordinal);
        var lists = services.SelectMany(service => service.Value.GetProperty("conditionKeys").EnumerateObject())
            .Where(key => key.Value.GetString()!.StartsWith("ArrayOf", StringComparison.Ordinal)).Select(key => key.Name).Concat(GlobalLists).ToList();
        _multivalued = lists.Where(key => !IsTemplate(key)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _multivaluedPrefixes = [.. lists.Where(IsTemplate).Select(key => key[..key.AsSpan().IndexOfAny("$<")]).Distinct(StringComparer.OrdinalIgnoreCase)];
        _withResourceControl = document.RootElement.GetProperty("rcpSupportedServices").EnumerateArray().Select(service => service.GetString()!)
            .ToFrozenSet(StringComparer.Ordinal);
        _withAccess = new(() => Enumerable.Range(0, Count).GroupBy(Access).ToDictionary(level => level.Key, ActionSet.Of));
        _groups = new(() => [.. _services.Select(Group)]);
        _groupCount = new(() => _groups.Value.Sum(groups => groups.Length));
    }

    /// <summary>The catalogue that is embedded in the portal.</summary>
    public static ActionCatalogue Instance => Embedded.Value;

    /// <summary>How many actions it knows.</summary>
    public int Count => _names.Length;

    /// <summary>The services, by prefix.</summary>
    public IReadOnlyList<CatalogueService> Services => _services;

    /// <summary>An action's full name as AWS writes it, for example <c>s3:GetObject</c>.</summary>
    public string Name(int id) => _names[id];

    /// <summary>The part of an action's name behind the colon, in lower case.</summary>
    public string LowerName(int id) => _lowerNames[id];

    /// <summary>What kind of power an action gives.</summary>
    public AccessLevel Access(int id) => _access[id];

    /// <summary>The service of an action.</summary>
    public CatalogueService Service(int id) => _services[_serviceOf[id]];

    /// <summary>Which of its service's resource types an action works on; empty when its resource is always <c>*</c>.</summary>
    public IReadOnlyList<int> ResourceTypes(int id) => _resourceTypes[id];

    /// <summary>The service with this prefix, in lower case, or null.</summary>
    public CatalogueService? FindService(string prefix) => _byPrefix.GetValueOrDefault(prefix);

    /// <summary>The number of an action, or null when the catalogue does not know it.</summary>
    public int? Find(ActionName action) => _byName.TryGetValue(action.ToString(), out var id) ? id : null;

    /// <summary>The actions that give this kind of power.</summary>
    public ActionSet WithAccess(AccessLevel access) => _withAccess.Value.GetValueOrDefault(access, ActionSet.None);

    /// <summary>The actions of a service by kind of power.</summary>
    public IReadOnlyList<ActionGroup> Groups(CatalogueService service) => _groups.Value[_serviceOf[service.First]];

    /// <summary>How many groups all services have together.</summary>
    public int GroupCount => _groupCount.Value;

    /// <summary>True when a condition key may have several values at once, as <c>aws:TagKeys</c>.</summary>
    public bool IsMultivalued(string conditionKey) => _multivalued.Contains(conditionKey)
        || _multivaluedPrefixes.Any(prefix => conditionKey.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when resource control policies apply to the service.</summary>
    public bool HasResourceControl(string prefix) => _withResourceControl.Contains(prefix);

    private static readonly string[] GlobalLists =
    [
        "aws:CalledVia", "aws:PrincipalOrgPaths", "aws:PrincipalServiceNamesList", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:TagKeys", "aws:VpceOrgPaths",
    ];

    private ActionGroup[] Group(CatalogueService service) =>
    [
        .. Enumerable.Range(service.First, service.Count).GroupBy(Access).OrderBy(level => level.Key)
            .Select(level => new ActionGroup(level.Key, ActionSet.Of(level), [.. level.Select(Name).Order(StringComparer.Ordinal)])),
    ];

    private static bool IsTemplate(string key) => key.AsSpan().IndexOfAny("$<") > 0;

    private static AccessLevel Access(string? text) => text switch
    {
        "List" => AccessLevel.List,
        "Read" => AccessLevel.Read,
        "Tagging" => AccessLevel.Tagging,
        "Write" => AccessLevel.Write,
        "Permissions management" => AccessLevel.PermissionsManagement,
        _ => AccessLevel.Unknown,
    };

    /// <summary>The form of an ARN as a pattern: <c>arn:${Partition}:s3:::${BucketName}</c> becomes <c>arn:*:s3:::*</c>.</summary>
    private static ResourcePattern Form(string arn)
    {
        var pattern = new System.Text.StringBuilder(arn.Length);
        for (var at = 0; at < arn.Length; at++)
        {
            if (arn[at] == '$' && arn.IndexOf('}', at) is var end and > 0)
            {
                pattern.Append('*');
                at = end;
            }
            else
            {
                pattern.Append(arn[at]);
            }
        }
        return ResourcePattern.Read(pattern.ToString(), hasVariables: false);
    }
}
