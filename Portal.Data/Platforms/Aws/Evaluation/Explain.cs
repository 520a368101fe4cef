using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Puts decisions into words, with the statements that made them.</summary>
internal static class Explain
{
    /// <summary>Some statement surely denies.</summary>
    public static AccessFinding Denied(StatementMatches matches)
    {
        var denies = matches.All.Where(match => !match.IsAllow && match.Holds == Truth.Yes).ToList();
        return new AccessFinding(AccessDecision.ExplicitlyDenied, $"{Named(denies[0])} denies it.", Deciding(denies), []);
    }

    /// <summary>Everything that must allow does.</summary>
    public static AccessFinding Allowed(IReadOnlyList<LayerVerdict> layers, StatementMatches matches)
    {
        var allows = matches.All.Where(match => match.IsAllow && match.Holds == Truth.Yes && match.Layer != PolicyLayer.ResourceControl).ToList();
        var grant = allows.FindIndex(match => match.Layer is PolicyLayer.Identity or PolicyLayer.Resource);
        var reason = grant >= 0 ? $"{Named(allows[grant])} allows it" : "The account's root user may do everything in it";
        var limits = layers.Count > 1 || allows.Exists(match => match.Layer is PolicyLayer.Boundary or PolicyLayer.Session);
        return new AccessFinding(AccessDecision.Allowed, limits ? $"{reason}, and no limit takes it away." : $"{reason}.", Deciding(allows), []);
    }

    /// <summary>Something that must allow surely does not; a deny may come on top, but changes nothing.</summary>
    public static AccessFinding NotAllowed(AccessRequest request, IReadOnlyList<LayerVerdict> layers, StatementMatches matches, Truth denied)
    {
        var first = layers.First(layer => layer.Allows == Truth.No);
        if (denied == Truth.No)
        {
            return new AccessFinding(AccessDecision.ImplicitlyDenied, first.Otherwise, [], []);
        }
        var denies = matches.All.Where(match => !match.IsAllow && match.Statement is not null).ToList();
        return denies.Count == 0
            ? new AccessFinding(AccessDecision.ImplicitlyDenied, first.Otherwise, [], [])
            : new AccessFinding(
                AccessDecision.ImplicitlyDenied,
                $"{first.Otherwise} {Named(denies[0])} may deny it as well, depending on {Keys(UnknownKeys(request, denies))}.",
                Deciding(denies),
                []);
    }

    /// <summary>It depends on what is unknown.</summary>
    public static AccessFinding Depends(AccessRequest request, StatementMatches matches, Truth allowed, Truth denied)
    {
        var open = matches.All.Where(match => match.Holds == Truth.Unknown && match.Statement is not null).ToList();
        var keys = UnknownKeys(request, open);
        var documents = matches.All.Where(match => match.Statement is null).Select(match => $"{match.Layer.Words} {match.Policy}").Distinct(StringComparer.Ordinal).ToList();
        var facts = (keys.Count, documents.Count) switch
        {
            (0, _) => $"the unknown content of {string.Join(" and ", documents)}",
            (_, 0) => Keys(keys),
            _ => $"{Keys(keys)} and the unknown content of {string.Join(" and ", documents)}",
        };
        var outcome = (allowed, denied) switch
        {
            (Truth.Yes, _) => "allowed unless what may deny applies, then explicitly denied",
            (_, Truth.No) => "allowed if the conditions hold, otherwise not allowed",
            _ => "allowed if what may allow applies and what may deny does not",
        };
        var decidedBy = matches.All.Where(match => match.Layer != PolicyLayer.ResourceControl || !match.IsAllow).ToList();
        return new AccessFinding(AccessDecision.Conditional, $"It depends on {facts}: {outcome}.", Deciding(decidedBy), keys);
    }

    private static string Named(StatementMatch match) => match.Statement is null
        ? $"The {match.Layer.Words} {match.Policy}"
        : $"{Capital(match.Statement.Name)} of the {match.Layer.Words} {match.Policy}";

    private static string Capital(string name) => name.StartsWith("statement ", StringComparison.Ordinal) ? $"S{name[1..]}" : $"Statement {name}";

    private static DecidingStatement[] Deciding(IEnumerable<StatementMatch> matches) =>
        [.. matches.Select(match => match.Deciding).OfType<DecidingStatement>()];

    private static List<string> UnknownKeys(AccessRequest request, IEnumerable<StatementMatch> open)
    {
        var keys = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in open.Select(match => match.Statement).OfType<PolicyStatement>())
        {
            foreach (var condition in statement.Conditions)
            {
                condition.AddUnknownKeys(request.Context, keys);
            }
            foreach (var variable in statement.Resources?.Patterns.SelectMany(pattern => pattern.Variables) ?? [])
            {
                if (request.Context.Find(variable.Key, out _) == Truth.Unknown)
                {
                    keys.Add(variable.Key);
                }
            }
        }
        return [.. keys];
    }

    private static string Keys(List<string> keys) => keys.Count switch
    {
        0 => "facts that are not known",
        1 => keys[0],
        _ => $"{string.Join(", ", keys.Take(keys.Count - 1))} and {keys[^1]}",
    };
}
