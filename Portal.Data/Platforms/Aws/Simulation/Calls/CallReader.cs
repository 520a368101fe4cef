using System.Globalization;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>
/// Reads the JSON of a call of AWS's own simulator, as the command line of AWS takes it. Strict: a member that it does not know is an error,
/// so that a misspelt limit never passes for no limit. Everything that is wrong is told at once, by member.
/// </summary>
internal sealed class CallReader
{
    /// <summary>How many actions are answered at once; <c>Marker</c> goes on.</summary>
    public const int MostItems = 1_000;

    private const int MostActions = 30_000;
    private const int MostResources = 1_000;
    private const int MostPolicies = 500;
    private const int MostContextEntries = 500;

    private readonly SortedDictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by member; empty when the call is sound.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>The call; only good when there are no <see cref="Errors"/>.</summary>
    /// <param name="json">The call.</param>
    /// <param name="isPrincipal">Whether it is one of SimulatePrincipalPolicy, or of SimulateCustomPolicy.</param>
    public SimulationCall Read(JsonElement json, bool isPrincipal)
    {
        var call = new SimulationCall();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong("body", $"must be a JSON object, as aws iam simulate-{(isPrincipal ? "principal" : "custom")}-policy --generate-cli-skeleton prints it.");
            return call;
        }
        try
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in json.EnumerateObject())
            {
                if (seen.Add(member.Name))
                {
                    call = Member(call, member.Name, member.Value, isPrincipal);
                }
                else
                {
                    Wrong(Shown(member.Name), "stands there twice.");
                }
            }
        }
        catch (InvalidOperationException)
        {
            Wrong("body", "holds text that is not valid Unicode.");
            return call;
        }
        CheckWhole(call, isPrincipal);
        return call;
    }

    private SimulationCall Member(SimulationCall call, string name, JsonElement value, bool isPrincipal) => (name, isPrincipal) switch
    {
        ("PolicySourceArn", true) => call with { Source = Text(value, name) },
        ("PolicyExclusionList", true) => call with { Exclusions = [.. Items(value, name, MostPolicies).Select(item => Exclusion(item.Json, item.Place)).OfType<PolicyExclusion>()] },
        ("OrderedOrganizationPolicyInputList", false) => call with { Organization = Organization(value, name) },
        ("PolicyInputList", _) => call with { Policies = Policies(value, name, name) },
        ("PermissionsBoundaryPolicyInputList", _) => call with { Boundary = Policies(value, name, name) is { Count: > 0 } boundary ? boundary : null },
        ("ActionNames", _) => call with { Actions = [.. Items(value, name, MostActions).Select(item => Action(item.Json, item.Place)).OfType<(string, ActionName)>()] },
        ("ResourceArns", _) => Items(value, name, MostResources).Select(item => Resource(item.Json, item.Place)).OfType<ResourceName>().ToList() is { Count: > 0 } resources ? call with { Resources = resources } : call,
        ("ResourcePolicy", _) => call with { ResourcePolicy = IsEmpty(value) ? null : Policy(value, name, name, "resource", namesPrincipal: true) },
        ("ResourceOwner", _) => call with { Owner = Owner(value, name) },
        ("CallerArn", _) => call with { Caller = Caller(value, name) },
        ("ContextEntries", _) => call with { Context = Context(value, name) },
        ("ResourceHandlingOption", _) => call with { Scenario = Text(value, name) },
        ("MaxItems", _) => call with { MaxItems = MaxItems(value, name) },
        ("Marker", _) => call with { Start = Marker(value, name) },
        _ => Unknown(call, name, isPrincipal),
    };

    private SimulationCall Unknown(SimulationCall call, string name, bool isPrincipal)
    {
        Wrong(Shown(name), $"is not a member of a call of {(isPrincipal ? "SimulatePrincipalPolicy" : "SimulateCustomPolicy")}; names are written as AWS writes them.");
        return call;
    }

    private void CheckWhole(SimulationCall call, bool isPrincipal)
    {
        if (isPrincipal && call.Source is null && !_errors.ContainsKey("PolicySourceArn"))
        {
            Wrong("PolicySourceArn", "is needed: the ARN of a user or role of the inventory.");
        }
        if (!isPrincipal && call.Policies.Count == 0 && !_errors.Keys.Any(place => place.StartsWith("PolicyInputList", StringComparison.Ordinal)))
        {
            Wrong("PolicyInputList", "is needed: a list of policy documents.");
        }
        if (call.Actions.Count == 0 && !_errors.Keys.Any(place => place.StartsWith("ActionNames", StringComparison.Ordinal)))
        {
            Wrong("ActionNames", "is needed: a list such as [\"s3:GetObject\"].");
        }
        if (call.ResourcePolicy is not null && call.Caller is null && !isPrincipal)
        {
            Wrong("CallerArn", "is needed beside ResourcePolicy: it says whom the policy's principals are compared with.");
        }
        if (call.Scenario is { } scenario && ResourceScenario.Problem(scenario, call.Resources) is { } problem)
        {
            Wrong("ResourceHandlingOption", problem);
        }
        if (call.Actions.Count > 0 && call.Start >= call.Actions.Count)
        {
            Wrong("Marker", "belongs to another call: it lies behind the last action.");
        }
    }

    private List<InputPolicy> Policies(JsonElement json, string place, string id)
    {
        var policies = new List<InputPolicy>();
        foreach (var (item, at) in Items(json, place, MostPolicies))
        {
            if (Policy(item, at, $"{id}.{policies.Count + 1}", "none", namesPrincipal: false) is { } policy)
            {
                policies.Add(policy);
            }
        }
        return policies;
    }

    /// <summary>A document as text, as AWS wants it, or as an object, which is easier to write.</summary>
    private InputPolicy? Policy(JsonElement json, string place, string id, string type, bool namesPrincipal)
    {
        if (json.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
        {
            Wrong(place, "must be a policy document, as text or as an object.");
            return null;
        }
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        try
        {
            var document = PolicyDocument.Parse(text);
            if ((namesPrincipal ? null : document.ProblemWithoutPrincipal()) is not { } problem)
            {
                return new InputPolicy(id, type, text, document);
            }
            WrongPolicy(place, problem);
        }
        catch (PolicyFormatException exception)
        {
            WrongPolicy(place, exception.Problem);
        }
        return null;
    }

    private List<IReadOnlyList<InputPolicy>>? Organization(JsonElement json, string place)
    {
        var levels = new List<IReadOnlyList<InputPolicy>>();
        foreach (var (item, at) in Items(json, place, MostPolicies))
        {
            const string list = "ServiceControlPolicyInputList";
            var members = Members(item, at, list);
            levels.Add(members.TryGetValue(list, out var policies) ? Policies(policies, $"{at}.{list}", $"{place}.{levels.Count + 1}.{list}") : []);
        }
        return levels.Count == 0 ? null : levels;
    }

    private PolicyExclusion? Exclusion(JsonElement json, string place)
    {
        var members = Members(json, place, "PolicyType", "PolicyArn", "InlinePolicyIdentifier");
        var type = members.TryGetValue("PolicyType", out var given) ? Text(given, $"{place}.PolicyType") : null;
        var arn = members.TryGetValue("PolicyArn", out given) ? Text(given, $"{place}.PolicyArn") : null;
        PolicyExclusion.InlinePolicy? inline = null;
        if (members.TryGetValue("InlinePolicyIdentifier", out given))
        {
            var (at, names) = ($"{place}.InlinePolicyIdentifier", new[] { "PolicyName", "AttachmentType", "AttachmentName" });
            var parts = Members(given, at, names);
            var texts = names.Select(name => parts.TryGetValue(name, out var part) ? Text(part, $"{at}.{name}") : null).OfType<string>().ToList();
            if (texts.Count != names.Length || !PolicyExclusion.Attachments.Contains(texts[1], StringComparer.Ordinal))
            {
                Wrong(at, "must have PolicyName, AttachmentType (user, group or role) and AttachmentName.");
                return null;
            }
            inline = new PolicyExclusion.InlinePolicy(texts[0], texts[1], texts[2]);
        }
        if (type is not null && !PolicyExclusion.Types.Contains(type, StringComparer.Ordinal))
        {
            Wrong($"{place}.PolicyType", $"must be one of {string.Join(", ", PolicyExclusion.Types)}.");
        }
        if (new object?[] { type, arn, inline }.Count(part => part is not null) != 1)
        {
            Wrong(place, "must have exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier.");
        }
        return new PolicyExclusion(type, arn, inline);
    }

    private (string, ActionName)? Action(JsonElement json, string place)
    {
        if (Text(json, place) is not { } text)
        {
            return null;
        }
        if (text.AsSpan().ContainsAny("*?"))
        {
            Wrong(place, "must name one action: AWS's simulator takes no wildcards.");
            return null;
        }
        if (ActionName.Read(text) is { } action)
        {
            return (text, action);
        }
        Wrong(place, "must be a service and an action, for example s3:GetObject.");
        return null;
    }

    private ResourceName? Resource(JsonElement json, string place)
    {
        if (Text(json, place) is not { } text)
        {
            return null;
        }
        var resource = new ResourceName(text);
        if (text == "*" || (resource.IsArn && text.StartsWith("arn:", StringComparison.Ordinal)))
        {
            return resource;
        }
        Wrong(place, "must be an ARN such as arn:aws:s3:::bucket/key, or *.");
        return null;
    }

    private string? Owner(JsonElement json, string place)
    {
        if (Text(json, place) is not { } text)
        {
            return null;
        }
        var account = AwsPrincipal.Read(text) is { Kind: AwsPrincipalKind.Root, Account: { } owner } ? owner : text;
        if (account is { Length: 12 } && account.All(char.IsAsciiDigit))
        {
            return account;
        }
        Wrong(place, "must be the ARN of an account such as arn:aws:iam::111122223333:root.");
        return null;
    }

    private AwsPrincipal? Caller(JsonElement json, string place)
    {
        if (Text(json, place) is not { } text)
        {
            return null;
        }
        if (AwsPrincipal.Read(text) is { HasOwnPolicies: true } caller)
        {
            return caller;
        }
        Wrong(place, "must be the ARN of a user, a role or a session.");
        return null;
    }

    private Dictionary<string, ContextValues> Context(JsonElement json, string place)
    {
        var context = new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var (item, at) in Items(json, place, MostContextEntries))
        {
            var members = Members(item, at, "ContextKeyName", "ContextKeyValues", "ContextKeyType");
            var key = members.TryGetValue("ContextKeyName", out var given) ? Text(given, $"{at}.ContextKeyName") : null;
            var type = members.TryGetValue("ContextKeyType", out given) ? Text(given, $"{at}.ContextKeyType") : null;
            var values = members.TryGetValue("ContextKeyValues", out given)
                ? Items(given, $"{at}.ContextKeyValues", MostContextEntries).Select(value => Value(value.Json, value.Place)).OfType<string>().ToList()
                : [];
            if (key is null)
            {
                Wrong(at, "needs ContextKeyName, for example aws:SourceIp.");
            }
            else if (type is not null && ContextKeyType.Problem(type, values) is { } problem)
            {
                Wrong(at, problem);
            }
            else if (!context.TryAdd(key, new ContextValues(values, type is null ? values.Count > 1 || ActionCatalogue.Instance.IsMultivalued(key) : ContextKeyType.IsList(type))))
            {
                Wrong(at, $"gives {Shown(key)} a second time; cases of letters do not matter.");
            }
        }
        return context;
    }

    private int MaxItems(JsonElement json, string place)
    {
        if (json.ValueKind == JsonValueKind.Null || (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number == 0))
        {
            return MostItems;
        }
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out number) && number is > 0 and <= MostItems)
        {
            return number;
        }
        Wrong(place, $"must be a number from 1 to {MostItems}.");
        return MostItems;
    }

    private int Marker(JsonElement json, string place)
    {
        if (Text(json, place) is not { } text)
        {
            return 0;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            return start;
        }
        Wrong(place, "must be the Marker of the answer before.");
        return 0;
    }

    private string? Value(JsonElement json, string place)
    {
        if (json.ValueKind is JsonValueKind.String)
        {
            return json.GetString();
        }
        if (json.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        {
            return json.GetRawText();
        }
        Wrong(place, "must be a text, a number, true or false.");
        return null;
    }

    /// <summary>A text; null when the member is absent: null, or empty as in the skeleton that AWS's command line prints.</summary>
    private string? Text(JsonElement json, string place)
    {
        if (IsEmpty(json))
        {
            return null;
        }
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString();
        }
        Wrong(place, "must be a text.");
        return null;
    }

    private static bool IsEmpty(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null || (json.ValueKind == JsonValueKind.String && json.ValueEquals(ReadOnlySpan<byte>.Empty));

    private List<(JsonElement Json, string Place)> Items(JsonElement json, string place, int most)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return [];
        }
        if (json.ValueKind != JsonValueKind.Array)
        {
            Wrong(place, "must be a list.");
            return [];
        }
        if (json.GetArrayLength() > most)
        {
            Wrong(place, $"must have at most {most} entries.");
            return [];
        }
        return [.. json.EnumerateArray().Select((item, number) => (item, $"{place}[{number}]"))];
    }

    private Dictionary<string, JsonElement> Members(JsonElement json, string place, params IReadOnlyList<string> known)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(place, $"must be an object with {string.Join(", ", known)}.");
            return members;
        }
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal) || !members.TryAdd(member.Name, member.Value))
            {
                Wrong($"{place}.{Shown(member.Name)}", $"is not a member here, or stands there twice; members are {string.Join(", ", known)}.");
            }
        }
        return members;
    }

    private void WrongPolicy(string place, PolicyProblem problem) =>
        Wrong(problem.Place == "document" ? place : $"{place}.{problem.Place}", $"{problem.Reason}. AWS would refuse this policy.");

    private void Wrong(string place, string error) => _errors.TryAdd(place, [error]);

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
