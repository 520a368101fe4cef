using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>
/// Reads simulation cases. Strict: a member that it does not know is an error, so that a misspelt limit never passes for no limit. A policy
/// document that AWS would not attach is no error of the case: it counts for nothing, so a limit made of it lets nothing through, and is
/// reported. A member that is null is absent.
/// </summary>
/// <param name="compiled">The compiled policies of the run.</param>
internal sealed class CaseReader(PolicyBytes compiled)
{
    /// <summary>Members that people who keep such files may add; not read.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "id", "source", "origin", "feature", "family", "confidence", "note", "expected", "failingStep", "peer",
    };

    /// <summary>Members that a step may have.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "request", "identityPolicies", "permissionBoundaryPolicies", "serviceControlPolicies", "resourceControlPolicies", "resourcePolicy", "sessionPolicy",
        "sessionPolicies", "vpcEndpointPolicies", "organization", "additionalSettings",
    };

    /// <summary>Values of all condition keys of a request together; real requests have a few dozen.</summary>
    private const int MostContextValues = 1_000;

    private static readonly SharedByText<AwsPrincipal> Callers = new();
    private static readonly SharedByText<ResourceName> Resources = new();
    private static readonly SharedByText<StrongBox<ActionName>> Actions = new();
    private static readonly SharedByText<ContextValues> SingleValues = new();

    [ThreadStatic]
    private static JsonTexts? _texts;

    private static JsonTexts Texts => _texts ??= new JsonTexts(slots: 2_048);

    private List<CaseProblem> _problems = [];

    /// <summary>The steps of a case, at least one.</summary>
    /// <exception cref="CaseFormatException">Says where and why it cannot be read.</exception>
    public IReadOnlyList<SimulationStep> Read(JsonElement root)
    {
        var members = Members(root, "case");
        if (!members.TryGetValue("steps", out var steps))
        {
            return [Step(members, string.Empty)];
        }
        if (members.Keys.FirstOrDefault(name => name != "steps" && !Ignored.Contains(name)) is { } other)
        {
            throw new CaseFormatException(Shown(other), "cannot stand beside steps");
        }
        var read = List(steps, "steps").Select((step, number) => Step(Members(step, $"steps[{number}]"), $"steps[{number}].")).ToList();
        return read.Count > 0 ? read : throw new CaseFormatException("steps", "is an empty list");
    }

    private SimulationStep Step(Dictionary<string, JsonElement> members, string at)
    {
        AccessRequest? request = null;
        var policies = new AppliedPolicies();
        _problems = [];
        foreach (var (name, value) in members)
        {
            var place = at + name;
            policies = name switch
            {
                _ when value.ValueKind == JsonValueKind.Null && Known.Contains(name) => policies,
                "request" => policies,
                "identityPolicies" => policies with { Identity = Policies(value, place) },
                "permissionBoundaryPolicies" => policies with { Boundary = Policies(value, place) },
                "serviceControlPolicies" => policies with { ServiceControl = Levels(value, place, namesPrincipal: false) },
                "resourceControlPolicies" => policies with { ResourceControl = Levels(value, place, namesPrincipal: true) },
                "resourcePolicy" => policies with { Resource = Policy(value, place, "resource policy", namesPrincipal: true) },
                "sessionPolicy" => policies with { Session = [Policy(value, place, "session policy", namesPrincipal: false)] },
                "sessionPolicies" => policies with { Session = Policies(value, place) },
                "vpcEndpointPolicies" => policies with { Endpoint = Policies(value, place, namesPrincipal: true) },
                "organization" => policies with { ManagementAccount = ManagementAccount(value, place) },
                "additionalSettings" => policies with { BlocksPublicAccess = BlocksPublicAccess(value, place) },
                _ => Ignored.Contains(name) ? policies : throw new CaseFormatException(at + Shown(name), "is not a member of a case"),
            };
            if (name == "request" && value.ValueKind != JsonValueKind.Null)
            {
                request = Request(value, place);
            }
        }
        return new SimulationStep(request ?? throw new CaseFormatException($"{at}request", "is missing"), policies, _problems);
    }

    private static AccessRequest Request(JsonElement json, string at)
    {
        AwsPrincipal? principal = null;
        ActionName? action = null;
        ResourceName? resource = null;
        string? account = null;
        var context = RequestContext.Empty;
        foreach (var (name, value) in Members(json, at))
        {
            var place = $"{at}.{Shown(name)}";
            switch (name)
            {
                case "principal":
                    principal = Principal(value, place);
                    break;
                case "action":
                    action = Actions.Get(Text(value, place), text => ActionName.Read(text) is { } read ? new StrongBox<ActionName>(read) : null)?.Value ?? throw new CaseFormatException(place, "is not of the form service:Action");
                    break;
                case "resource":
                    (resource, account) = Resource(value, place);
                    break;
                case "contextVariables":
                    context = Context(value, place);
                    break;
                default:
                    throw new CaseFormatException(place, "is not a member of a request");
            }
        }
        return new AccessRequest(
            principal ?? throw new CaseFormatException($"{at}.principal", "is missing"),
            action ?? throw new CaseFormatException($"{at}.action", "is missing"),
            resource ?? throw new CaseFormatException($"{at}.resource", "is missing"),
            account,
            context);
    }

    private static AwsPrincipal Principal(JsonElement json, string place)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            var members = Members(json, place);
            return members.Count == 1 && members.TryGetValue("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("Anonymous")
                ? AwsPrincipal.Anonymous
                : throw new CaseFormatException(place, "is neither an ARN, a service nor { \"type\": \"Anonymous\" }");
        }
        return Callers.Get(Text(json, place), AwsPrincipal.Read) ?? throw new CaseFormatException(place, "is not the ARN of a principal, a service or an identity provider");
    }

    private static (ResourceName Resource, string Account) Resource(JsonElement json, string at)
    {
        string? text = null, account = null;
        foreach (var (name, value) in Members(json, at))
        {
            var place = $"{at}.{Shown(name)}";
            switch (name)
            {
                case "resource":
                    text = Text(value, place);
                    break;
                case "accountId":
                    account = Text(value, place);
                    break;
                default:
                    throw new CaseFormatException(place, "is not a member of a resource");
            }
        }
        var resource = Resources.Get(text ?? throw new CaseFormatException($"{at}.resource", "is missing"), name => new ResourceName(name))!;
        if (text != "*" && !(resource.IsArn && text.StartsWith("arn:", StringComparison.Ordinal)))
        {
            throw new CaseFormatException($"{at}.resource", "is neither an ARN nor *");
        }
        return (resource, account ?? resource.Account ?? throw new CaseFormatException($"{at}.accountId", "is missing"));
    }

    /// <summary>A list makes a key multivalued, except that one value of a key that AWS documents as single stays single.</summary>
    private static RequestContext Context(JsonElement json, string at)
    {
        var values = new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var (key, value) in Members(json, at))
        {
            var place = $"{at}.{Shown(key)}";
            var texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => Scalar(item, place))] : new[] { Scalar(value, place) };
            count += texts.Length;
            if (count > MostContextValues)
            {
                throw new CaseFormatException(at, $"holds more than {MostContextValues} values");
            }
            var given = texts.Length == 1 && !ActionCatalogue.Instance.IsMultivalued(key)
                ? SingleValues.Get(texts[0], text => new ContextValues([text], IsMultivalued: false))!
                : new ContextValues(texts, IsMultivalued: true);
            if (!values.TryAdd(key, given))
            {
                throw new CaseFormatException(place, "stands there twice; cases of letters do not matter");
            }
        }
        return new RequestContext(values, isComplete: true);
    }

    private List<AppliedPolicy> Policies(JsonElement json, string at, bool namesPrincipal = false)
    {
        var policies = new List<AppliedPolicy>();
        foreach (var item in List(json, at))
        {
            var place = $"{at}[{policies.Count}]";
            string? policyName = null;
            JsonElement? document = null;
            foreach (var (name, value) in Members(item, place))
            {
                switch (name)
                {
                    case "name":
                        policyName = Text(value, $"{place}.name");
                        break;
                    case "policy":
                        document = value;
                        break;
                    default:
                        throw new CaseFormatException($"{place}.{Shown(name)}", "is not a member of a policy");
                }
            }
            policies.Add(Policy(
                document ?? throw new CaseFormatException($"{place}.policy", "is missing"), $"{place}.policy", policyName ?? $"policy {policies.Count + 1}", namesPrincipal));
        }
        return policies;
    }

    private AppliedPolicy Policy(JsonElement json, string place, string name, bool namesPrincipal)
    {
        var policy = compiled.Get(json);
        if ((namesPrincipal ? policy.Problem : policy.ProblemWithoutPrincipal) is not { } problem)
        {
            return new AppliedPolicy(name, policy.Document);
        }
        _problems.Add(new CaseProblem(name, problem.Place == "document" ? place : $"{place}.{problem.Place}", problem.Reason));
        return new AppliedPolicy(name, problem.IsTooComplex ? null : PolicyDocument.Nothing);
    }

    private List<PolicyLevel> Levels(JsonElement json, string at, bool namesPrincipal)
    {
        var levels = new List<PolicyLevel>();
        foreach (var item in List(json, at))
        {
            var place = $"{at}[{levels.Count}]";
            string? scope = null;
            List<AppliedPolicy>? policies = null;
            foreach (var (name, value) in Members(item, place))
            {
                switch (name)
                {
                    case "orgIdentifier":
                        scope = Text(value, $"{place}.orgIdentifier");
                        break;
                    case "policies":
                        policies = Policies(value, $"{place}.policies", namesPrincipal);
                        break;
                    default:
                        throw new CaseFormatException($"{place}.{Shown(name)}", "is not a member of a level");
                }
            }
            levels.Add(new PolicyLevel(
                scope ?? throw new CaseFormatException($"{place}.orgIdentifier", "is missing"),
                policies ?? throw new CaseFormatException($"{place}.policies", "is missing")));
        }
        return levels;
    }

    private static string? ManagementAccount(JsonElement json, string at)
    {
        string? account = null;
        foreach (var (name, value) in Members(json, at))
        {
            account = name == "managementAccountId" ? Text(value, $"{at}.{name}") : throw new CaseFormatException($"{at}.{Shown(name)}", "is not a member of an organization");
        }
        return account;
    }

    private static bool BlocksPublicAccess(JsonElement json, string at)
    {
        var blocks = false;
        foreach (var (service, settings) in Members(json, at))
        {
            if (service != "s3")
            {
                throw new CaseFormatException($"{at}.{Shown(service)}", "is not a service with settings");
            }
            foreach (var (name, value) in Members(settings, $"{at}.s3"))
            {
                blocks = (name, value.ValueKind) switch
                {
                    ("blockPublicAccess", JsonValueKind.True) => true,
                    ("blockPublicAccess", JsonValueKind.False) => false,
                    ("blockPublicAccess", _) => throw new CaseFormatException($"{at}.s3.{name}", "is neither true nor false"),
                    _ => throw new CaseFormatException($"{at}.s3.{Shown(name)}", "is not a setting"),
                };
            }
        }
        return blocks;
    }

    private static JsonElement.ArrayEnumerator List(JsonElement json, string place) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw new CaseFormatException(place, "is not a list");

    private static string Text(JsonElement json, string place) =>
        json.ValueKind == JsonValueKind.String ? Texts.Shared(json) : throw new CaseFormatException(place, "is not text");

    private static string Scalar(JsonElement json, string place) => json.ValueKind switch
    {
        JsonValueKind.String => Texts.Shared(json),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => throw new CaseFormatException(place, "is neither text nor a list of texts"),
    };

    private static Dictionary<string, JsonElement> Members(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new CaseFormatException(place, "is not a JSON object");
        }
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var name = Texts.Shared(member);
            if (!members.TryAdd(name, member.Value))
            {
                throw new CaseFormatException($"{place}.{Shown(name)}", "stands there twice");
            }
        }
        return members;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
