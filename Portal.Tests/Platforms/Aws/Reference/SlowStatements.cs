using System.Text.Json.Nodes;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>Whether statements are about a request, for the slow evaluator.</summary>
internal sealed class SlowStatements(SlowCaller caller, string action, string resource, JsonObject context, bool hasBoundary)
{
    private readonly SlowConditions _conditions = new(context);

    /// <summary>True when a statement of a policy without principals has this effect and is about the request.</summary>
    public bool Any(JsonNode document, string effect) => Statements(document).Any(statement => Effect(statement) == effect && IsAbout(document, statement));

    /// <summary>How strongly the statements of a policy with principals that have this effect and are about the request name the caller.</summary>
    public int AnyNaming(JsonNode document, string effect) => Statements(document)
        .Where(statement => Effect(statement) == effect && IsAbout(document, statement)).Select(Named).Append(0).Max();

    /// <summary>The same for policies that always speak about everyone: one who forgot to say so meant it.</summary>
    public bool AnyAboutEveryone(JsonNode document, string effect) => AnyNaming(document, effect) > 0
        || Statements(document).Any(statement => Effect(statement) == effect && statement["Principal"] is null && statement["NotPrincipal"] is null && IsAbout(document, statement));

    /// <summary>
    /// S3's word: an Allow for everyone, or for all but some, that no condition ties to fixed callers or places. All but everyone is nobody.
    /// </summary>
    public static bool IsPublic(JsonNode document) => Statements(document).Any(statement =>
        Effect(statement) == "Allow"
        && (statement["NotPrincipal"] is { } others ? !HasEveryone(others) : statement["Principal"] is { } principal && HasEveryone(principal))
        && !(statement["Condition"]?["StringEquals"]?.AsObject().Any(key => key.Key.Equals("aws:PrincipalOrgID", StringComparison.OrdinalIgnoreCase)) ?? false)
        && !(statement["Condition"]?["IpAddress"]?.AsObject().Any(key => key.Key == "aws:SourceIp" && List(key.Value!).All(value => value.EndsWith("/24", StringComparison.Ordinal))) ?? false));

    public static IEnumerable<string> List(JsonNode node) => node is JsonArray array ? array.Select(item => item!.ToString()) : [node.ToString()];

    private static IEnumerable<JsonNode> Statements(JsonNode document) => document["Statement"] is JsonArray list ? list.Select(item => item!) : [document["Statement"]!];

    private static string Effect(JsonNode statement) => statement["Effect"]!.GetValue<string>();

    private static IEnumerable<(string Type, string Entry)> Entries(JsonNode principal) => principal is JsonObject types
        ? types.SelectMany(type => List(type.Value!).Select(entry => (type.Key, entry)))
        : [("AWS", principal.GetValue<string>())];

    private static bool HasEveryone(JsonNode principal) => Entries(principal).Any(entry => entry is { Entry: "*", Type: "AWS" });

    private int Named(JsonNode statement)
    {
        if (statement["Principal"] is { } principal)
        {
            return Entries(principal).Select(entry => caller.Named(entry.Type, entry.Entry)).Append(0).Max();
        }
        if (statement["NotPrincipal"] is not { } others)
        {
            return 0;
        }
        var entries = Entries(others).ToList();
        var strongest = entries.Select(entry => caller.Named(entry.Type, entry.Entry)).Append(0).Max();
        if (Effect(statement) == "Allow")
        {
            return strongest > 0 ? 0 : 3;
        }
        var accountIsListed = caller.Account is null || entries.Any(entry => entry.Entry == caller.Account || entry.Entry == $"arn:aws:iam::{caller.Account}:root");
        var everyoneIsListed = entries.Any(entry => entry.Entry == "*");
        return everyoneIsListed || (strongest >= 2 && accountIsListed && !hasBoundary) ? 0 : 3;
    }

    private bool IsAbout(JsonNode document, JsonNode statement)
    {
        var hasVariables = document["Version"]?.GetValue<string>() == "2012-10-17";
        var actions = statement["Action"] is { } named ? List(named).Any(NamesAction) : !List(statement["NotAction"]!).Any(NamesAction);
        var resources = (statement["Resource"], statement["NotResource"]) switch
        {
            ({ } yes, _) => List(yes).Any(pattern => NamesResource(pattern, hasVariables)),
            (_, { } no) => !List(no).Any(pattern => NamesResource(pattern, hasVariables)),
            _ => true,
        };
        return actions && resources && _conditions.Hold(statement["Condition"] as JsonObject, hasVariables);
    }

    private bool NamesAction(string pattern)
    {
        if (pattern is "*" or "*:*")
        {
            return true;
        }
        var parts = pattern.ToLowerInvariant().Split(':', 2);
        var asked = action.Split(':', 2);
        return parts[0] == asked[0] && SlowText.Like(parts[1], asked[1], variables: null) == true;
    }

    private bool NamesResource(string pattern, bool hasVariables)
    {
        if (pattern == "*")
        {
            return true;
        }
        return SlowText.LikeArn(pattern, resource, hasVariables ? _conditions.Variable : null) == true;
    }
}
