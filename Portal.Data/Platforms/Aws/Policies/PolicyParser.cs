using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// Turns the JSON of one policy document into compiled statements. Strict, as AWS is when a policy is saved: an element that it does not
/// know, a member twice or a value of the wrong type refuses the whole document, so that a misspelt deny never passes for a sound policy.
/// </summary>
internal sealed class PolicyParser
{
    /// <summary>Up to so many members a second one of the same name is looked for one by one.</summary>
    private const int FewMembers = 8;

    private static readonly SharedByText<ActionPattern> SharedActions = new();
    private static readonly SharedByText<ResourcePattern> SharedResources = new();
    private static readonly SharedByText<ResourcePattern> SharedPlainResources = new();
    private static readonly SharedByText<ActionElement> SharedSingleActions = new();
    private static readonly SharedByText<ResourceElement> SharedSingleResources = new();
    private static readonly SharedByText<ResourceElement> SharedSinglePlainResources = new();

    /// <summary>By what a value is compiled for: the test, whether variables count, whether the key is a time in seconds.</summary>
    private static readonly ConcurrentDictionary<(ConditionTest Test, bool HasVariables, bool IsEpochTime), SharedByText<ConditionValue>> SharedValues = new();

    [ThreadStatic]
    private static JsonTexts? _texts;

    private readonly bool _hasVariables;
    private readonly bool _keepsText;
    private int _entries;

    private PolicyParser(bool hasVariables, bool keepsText)
    {
        _hasVariables = hasVariables;
        _keepsText = keepsText;
    }

    private static JsonTexts Texts => _texts ??= new JsonTexts(slots: 2_048);

    /// <summary>Compiles <paramref name="root"/>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="keepsText">Whether statements keep their text, for people to read.</param>
    /// <exception cref="PolicyFormatException">AWS would not attach it.</exception>
    public static PolicyDocument Parse(JsonElement root, bool keepsText = true)
    {
        var (hasVariables, statements) = Read(root, keepsText);
        return new PolicyDocument(hasVariables, statements);
    }

    /// <summary>Reads <paramref name="root"/> only to see whether AWS would attach it.</summary>
    /// <param name="root">The document.</param>
    /// <exception cref="PolicyFormatException">AWS would not attach it.</exception>
    public static void Check(JsonElement root) => Read(root, keepsText: false);

    private static (bool HasVariables, PolicyStatement[] Statements) Read(JsonElement root, bool keepsText)
    {
        try
        {
            return Document(root, keepsText);
        }
        catch (InvalidOperationException)
        {
            throw new PolicyFormatException("document", "holds text that is not valid Unicode");
        }
    }

    private static (bool HasVariables, PolicyStatement[] Statements) Document(JsonElement root, bool keepsText)
    {
        var members = Members(root, default, "is not a JSON object");
        var version = "2008-10-17";
        JsonElement? statements = null;
        foreach (var (name, value) in members)
        {
            switch (name)
            {
                case "Version":
                    version = Text(value, default(Place).Of(name));
                    if (version is not ("2008-10-17" or "2012-10-17"))
                    {
                        throw new PolicyFormatException("Version", "is neither 2012-10-17 nor 2008-10-17");
                    }
                    break;
                case "Id":
                    Text(value, default(Place).Of(name));
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
        return (hasVariables, new PolicyParser(hasVariables, keepsText).Statements(list));
    }

    private PolicyStatement[] Statements(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [Statement(list, 0)];
        }
        if (list.GetArrayLength() > PolicyLimits.Statements)
        {
            throw PolicyFormatException.TooComplex("Statement", $"holds {list.GetArrayLength()} statements; at most {PolicyLimits.Statements} are read");
        }
        var statements = new PolicyStatement[list.GetArrayLength()];
        var index = 0;
        foreach (var statement in list.EnumerateArray())
        {
            statements[index] = Statement(statement, index);
            index++;
        }
        return statements;
    }

    private PolicyStatement Statement(JsonElement json, int index)
    {
        var at = new Place(index + 1);
        string? sid = null, effect = null;
        PrincipalElement? principals = null;
        ActionElement? actions = null;
        ResourceElement? resources = null;
        PolicyCondition[] conditions = [];
        foreach (var (name, value) in Members(json, at, "is not a JSON object"))
        {
            var place = at.Of(name);
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
                    throw new PolicyFormatException(place.ToString(), "is not an element of a statement");
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
            Actions = actions ?? throw new PolicyFormatException(at.ToString(), "needs Action or NotAction"),
            Resources = resources,
            Conditions = conditions,
            Json = _keepsText ? json.GetRawText() : string.Empty,
        };
    }

    private ActionElement Actions(JsonElement json, Place place, bool isNegated)
    {
        var texts = Entries(json, place);
        var patterns = new ActionPattern[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            patterns[i] = SharedActions.Get(texts[i], ActionPattern.Read) ?? throw new PolicyFormatException(place.ToString(), $"\"{Shown(texts[i])}\" names no service, as in s3:GetObject");
            RefuseIf(patterns[i].Name.IsTooComplex, place, texts[i]);
        }
        return texts.Length == 1 && !isNegated
            ? SharedSingleActions.Get(texts[0], _ => new ActionElement(IsNegated: false, patterns))!
            : new ActionElement(isNegated, patterns);
    }

    private ResourceElement Resources(JsonElement json, Place place, bool isNegated)
    {
        var texts = Entries(json, place);
        var patterns = new ResourcePattern[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            patterns[i] = _hasVariables
                ? SharedResources.Get(texts[i], text => ResourcePattern.Read(text, hasVariables: true))!
                : SharedPlainResources.Get(texts[i], text => ResourcePattern.Read(text, hasVariables: false))!;
            RefuseIf(patterns[i].IsTooComplex, place, texts[i]);
        }
        return texts.Length == 1 && !isNegated
            ? (_hasVariables ? SharedSingleResources : SharedSinglePlainResources).Get(texts[0], _ => new ResourceElement(IsNegated: false, patterns))!
            : new ResourceElement(isNegated, patterns);
    }

    private static void RefuseIf(bool isTooComplex, Place place, string text)
    {
        if (isTooComplex)
        {
            throw PolicyFormatException.TooComplex(place.ToString(), $"holds \"{Shown(text)}\", more than {TextPattern.LongestRunWithOne} characters with a ? behind a *");
        }
    }

    private PrincipalElement Principals(JsonElement json, Place place, bool isNegated)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString() == "*"
                ? new PrincipalElement(isNegated, IsEveryone: true, [], [], [], [])
                : throw new PolicyFormatException(place.ToString(), "is neither * nor an object such as {\"AWS\": …}");
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
                _ => throw new PolicyFormatException(place.Of(type).ToString(), "is not a kind of principal"),
            };
            list.AddRange(Entries(value, place.Of(type)));
        }
        return new PrincipalElement(isNegated, aws.Contains("*"), aws, services, federated, canonical);
    }

    private PolicyCondition[] Conditions(JsonElement json, Place place)
    {
        var conditions = new List<PolicyCondition>();
        foreach (var (name, keys) in Members(json, place, "is not a JSON object"))
        {
            var at = place.Of(name);
            var by = ConditionOperator.Read(name) ?? throw new PolicyFormatException(at.ToString(), "is not a condition operator");
            foreach (var (key, value) in Members(keys, at, "is not an object of keys and values", StringComparer.OrdinalIgnoreCase))
            {
                var texts = Entries(value, at.Of(key), isCondition: true);
                var values = new ConditionValue[texts.Length];
                var hasVariables = _hasVariables && by.TakesVariables;
                var shared = SharedValues.GetOrAdd((by.Test, hasVariables, ConditionValue.IsEpochTime(key)), _ => new SharedByText<ConditionValue>());
                for (var i = 0; i < texts.Length; i++)
                {
                    values[i] = shared.Get(texts[i], text => new ConditionValue(by, key, text, hasVariables))!;
                    RefuseIf(values[i].IsTooComplex, at.Of(key), texts[i]);
                }
                conditions.Add(new PolicyCondition(name, by, key, values));
            }
        }
        return [.. conditions];
    }

    private string[] Entries(JsonElement json, Place place, bool isCondition = false)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return [Entry(json, place, number: null, isCondition)];
        }
        var texts = new string[json.GetArrayLength()];
        var number = 0;
        foreach (var item in json.EnumerateArray())
        {
            texts[number] = Entry(item, place, number, isCondition);
            number++;
        }
        return texts.Length > 0 || isCondition ? texts : throw new PolicyFormatException(place.ToString(), "is an empty list");
    }

    private string Entry(JsonElement json, Place list, int? number, bool isCondition)
    {
        if (++_entries <= PolicyLimits.Entries && json.ValueKind == JsonValueKind.String && Texts.Shared(json) is { Length: <= PolicyLimits.EntryLength } sound)
        {
            return sound;
        }
        var place = list with { Entry = number };
        if (_entries > PolicyLimits.Entries)
        {
            throw PolicyFormatException.TooComplex(place.ToString(), $"is one entry too many; at most {PolicyLimits.Entries} are read");
        }
        var text = isCondition && json.ValueKind is (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            ? json.GetRawText()
            : Text(json, place);
        return text.Length <= PolicyLimits.EntryLength
            ? text
            : throw PolicyFormatException.TooComplex(place.ToString(), $"has {text.Length} characters; at most {PolicyLimits.EntryLength} are read");
    }

    private static string Text(JsonElement json, Place place) =>
        json.ValueKind == JsonValueKind.String ? Texts.Shared(json) : throw new PolicyFormatException(place.ToString(), "is not text");

    private static void Once(object? already, Place place, string what)
    {
        if (already is not null)
        {
            throw new PolicyFormatException(place.ToString(), $"has both {what}");
        }
    }

    private static List<(string Name, JsonElement Value)> Members(JsonElement json, Place place, string problem, StringComparer? comparer = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyFormatException(place.ToString(), problem);
        }
        comparer ??= StringComparer.Ordinal;
        var members = new List<(string Name, JsonElement Value)>(FewMembers);
        HashSet<string>? seen = null;
        foreach (var member in json.EnumerateObject())
        {
            var name = Texts.Shared(member);
            if (members.Count == FewMembers)
            {
                seen = members.Select(known => known.Name).ToHashSet(comparer);
            }
            if (seen is null ? IsAmong(members, name, comparer) : !seen.Add(name))
            {
                throw new PolicyFormatException(place == default ? $"{place}.{Shown(name)}" : place.Of(name).ToString(), "stands there twice");
            }
            members.Add((name, member.Value));
        }
        return members;
    }

    private static bool IsAmong(List<(string Name, JsonElement Value)> members, string name, StringComparer comparer)
    {
        foreach (var known in members)
        {
            if (comparer.Equals(known.Name, name))
            {
                return true;
            }
        }
        return false;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    /// <summary>Where something stands, put into words only when something is wrong there.</summary>
    /// <param name="Statement">The statement, from 1; 0 for the document itself.</param>
    /// <param name="Element">The element.</param>
    /// <param name="Part">The kind of principal, or the operator.</param>
    /// <param name="Key">The condition key.</param>
    /// <param name="Entry">Which entry of a list, from 0.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Statement, string? Element = null, string? Part = null, string? Key = null, int? Entry = null)
    {
        /// <summary>One level down.</summary>
        public Place Of(string name) => Element is null ? this with { Element = name } : Part is null ? this with { Part = name } : this with { Key = name };

        /// <inheritdoc />
        public override string ToString()
        {
            var statement = Statement == 0 ? null : $"Statement[{Statement - 1}]";
            var place = string.Join('.', new[] { statement, Element, Part, Key }.OfType<string>().Select(Shown));
            return place.Length == 0 ? "document" : Entry is { } number ? $"{place}[{number}]" : place;
        }
    }
}
