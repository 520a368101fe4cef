using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// Turns the JSON of one policy document into compiled statements. Strict, as AWS is when a policy is saved: an element that it does not
/// know, a member twice or a value of the wrong type refuses the whole document, so that a misspelt deny never passes for a sound policy.
/// </summary>
internal sealed class PolicyParser
{
    private readonly bool _hasVariables;
    private int _entries;

    private PolicyParser(bool hasVariables) => _hasVariables = hasVariables;

    /// <summary>Compiles <paramref name="root"/>.</summary>
    /// <exception cref="PolicyFormatException">AWS would not attach it.</exception>
    public static PolicyDocument Parse(JsonElement root)
    {
        try
        {
            return Document(root);
        }
        catch (InvalidOperationException)
        {
            throw new PolicyFormatException("document", "holds text that is not valid Unicode");
        }
    }

    private static PolicyDocument Document(JsonElement root)
    {
        var members = Members(root, "document", "is not a JSON object");
        var version = "2008-10-17";
        JsonElement? statements = null;
        foreach (var (name, value) in members)
        {
            switch (name)
            {
                case "Version":
                    version = Text(value, "Version");
                    if (version is not ("2008-10-17" or "2012-10-17"))
                    {
                        throw new PolicyFormatException("Version", "is neither 2012-10-17 nor 2008-10-17");
                    }
                    break;
                case "Id":
                    Text(value, "Id");
                    break;
                case "Statement":
                    statements = value;
                    break;
                default:
                    throw new PolicyFormatException(Shown(name), "is not an element of a policy");
            }
        }
        if (statements is not { } list)
        {
            throw new PolicyFormatException("Statement", "is missing");
        }
        var hasVariables = version == "2012-10-17";
        return new PolicyDocument(hasVariables, new PolicyParser(hasVariables).Statements(list));
    }

    private PolicyStatement[] Statements(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [Statement(list, 0)];
        }
        if (list.GetArrayLength() > PolicyLimits.Statements)
        {
            throw new PolicyFormatException("Statement", $"holds {list.GetArrayLength()} statements; at most {PolicyLimits.Statements} are read");
        }
        return [.. list.EnumerateArray().Select(Statement)];
    }

    private PolicyStatement Statement(JsonElement json, int index)
    {
        var at = $"Statement[{index}]";
        string? sid = null, effect = null;
        PrincipalElement? principals = null;
        ActionElement? actions = null;
        ResourceElement? resources = null;
        PolicyCondition[] conditions = [];
        foreach (var (name, value) in Members(json, at, "is not a JSON object"))
        {
            var place = $"{at}.{Shown(name)}";
            switch (name)
            {
                case "Sid":
                    sid = Text(value, place);
                    break;
                case "Effect":
                    effect = Text(value, place);
                    break;
                case "Principal" or "NotPrincipal":
                    Once(principals, at, "Principal and NotPrincipal");
                    principals = Principals(value, place, name == "NotPrincipal");
                    break;
                case "Action" or "NotAction":
                    Once(actions, at, "Action and NotAction");
                    actions = Actions(value, place, name == "NotAction");
                    break;
                case "Resource" or "NotResource":
                    Once(resources, at, "Resource and NotResource");
                    resources = Resources(value, place, name == "NotResource");
                    break;
                case "Condition":
                    conditions = Conditions(value, place);
                    break;
                default:
                    throw new PolicyFormatException(place, "is not an element of a statement");
            }
        }
        return new PolicyStatement
        {
            Index = index,
            Sid = sid,
            IsAllow = effect switch
            {
                "Allow" => true,
                "Deny" => false,
                null => throw new PolicyFormatException($"{at}.Effect", "is missing"),
                _ => throw new PolicyFormatException($"{at}.Effect", "is neither Allow nor Deny"),
            },
            Principals = principals,
            Actions = actions ?? throw new PolicyFormatException(at, "needs Action or NotAction"),
            Resources = resources,
            Conditions = conditions,
            Json = json.GetRawText(),
        };
    }

    private ActionElement Actions(JsonElement json, string place, bool isNegated)
    {
        var texts = Texts(json, place);
        var patterns = new ActionPattern[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            patterns[i] = ActionPattern.Read(texts[i]) ?? throw new PolicyFormatException(place, $"\"{Shown(texts[i])}\" names no service, as in s3:GetObject");
            RefuseIf(patterns[i].Name.IsTooComplex, place, texts[i]);
        }
        return new ActionElement(isNegated, patterns);
    }

    private ResourceElement Resources(JsonElement json, string place, bool isNegated)
    {
        var texts = Texts(json, place);
        var patterns = new ResourcePattern[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            patterns[i] = ResourcePattern.Read(texts[i], _hasVariables);
            RefuseIf(patterns[i].IsTooComplex, place, texts[i]);
        }
        return new ResourceElement(isNegated, patterns);
    }

    private static void RefuseIf(bool isTooComplex, string place, string text)
    {
        if (isTooComplex)
        {
            throw new PolicyFormatException(place, $"\"{Shown(text)}\" is too complex: more than {TextPattern.LongestRunWithOne} characters with a ? behind a *");
        }
    }

    private PrincipalElement Principals(JsonElement json, string place, bool isNegated)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString() == "*"
                ? new PrincipalElement(isNegated, IsEveryone: true, [], [], [], [])
                : throw new PolicyFormatException(place, "is neither * nor an object such as {\"AWS\": …}");
        }
        List<string> aws = [], services = [], federated = [], canonical = [];
        foreach (var (type, value) in Members(json, place, "is neither * nor an object such as {\"AWS\": …}"))
        {
            var list = type switch
            {
                "AWS" => aws,
                "Service" => services,
                "Federated" => federated,
                "CanonicalUser" => canonical,
                _ => throw new PolicyFormatException($"{place}.{Shown(type)}", "is not a kind of principal"),
            };
            list.AddRange(Texts(value, $"{place}.{type}"));
        }
        return new PrincipalElement(isNegated, aws.Contains("*"), aws, services, federated, canonical);
    }

    private PolicyCondition[] Conditions(JsonElement json, string place)
    {
        var conditions = new List<PolicyCondition>();
        foreach (var (name, keys) in Members(json, place, "is not a JSON object"))
        {
            var at = $"{place}.{Shown(name)}";
            var by = ConditionOperator.Read(name) ?? throw new PolicyFormatException(at, "is not a condition operator");
            foreach (var (key, value) in Members(keys, at, "is not an object of keys and values", StringComparer.OrdinalIgnoreCase))
            {
                var texts = Texts(value, $"{at}.{Shown(key)}", isCondition: true);
                var values = new ConditionValue[texts.Count];
                for (var i = 0; i < texts.Count; i++)
                {
                    values[i] = new ConditionValue(by, key, texts[i], _hasVariables && by.TakesVariables);
                    RefuseIf(values[i].IsTooComplex, $"{at}.{Shown(key)}", texts[i]);
                }
                conditions.Add(new PolicyCondition(name, by, key, values));
            }
        }
        return [.. conditions];
    }

    private List<string> Texts(JsonElement json, string place, bool isCondition = false)
    {
        var texts = new List<string>();
        if (json.ValueKind != JsonValueKind.Array)
        {
            texts.Add(Entry(json, place, isCondition));
            return texts;
        }
        foreach (var item in json.EnumerateArray())
        {
            texts.Add(Entry(item, $"{place}[{texts.Count}]", isCondition));
        }
        return texts.Count > 0 || isCondition ? texts : throw new PolicyFormatException(place, "is an empty list");
    }

    private string Entry(JsonElement json, string place, bool isCondition)
    {
        if (++_entries > PolicyLimits.Entries)
        {
            throw new PolicyFormatException(place, $"is one entry too many; at most {PolicyLimits.Entries} are read");
        }
        var text = isCondition && json.ValueKind is (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            ? json.GetRawText()
            : Text(json, place);
        return text.Length <= PolicyLimits.EntryLength
            ? text
            : throw new PolicyFormatException(place, $"has {text.Length} characters; at most {PolicyLimits.EntryLength} are read");
    }

    private static string Text(JsonElement json, string place) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new PolicyFormatException(place, "is not text");

    private static void Once(object? already, string place, string what)
    {
        if (already is not null)
        {
            throw new PolicyFormatException(place, $"has both {what}");
        }
    }

    private static List<(string Name, JsonElement Value)> Members(JsonElement json, string place, string problem, StringComparer? comparer = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyFormatException(place, problem);
        }
        var members = new List<(string, JsonElement)>();
        var seen = new HashSet<string>(comparer ?? StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!seen.Add(member.Name))
            {
                throw new PolicyFormatException($"{place}.{Shown(member.Name)}", "stands there twice");
            }
            members.Add((member.Name, member.Value));
        }
        return members;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
