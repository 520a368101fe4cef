using Portal.Data.Platforms;
using static Portal.Data.Incidents.Reports.ReportTexts;

namespace Portal.Data.Incidents.Reports;

/// <summary>Says what allowed an act.</summary>
internal static class PathText
{
    /// <summary>One sentence.</summary>
    /// <param name="path">What the engine answers.</param>
    /// <param name="hasFailed">Whether the platform did not carry the call out.</param>
    public static string Of(PathFacts path, bool hasFailed)
    {
        var ways = Allowing(path.Answer).Select(s => $"{s.Statement} of {s.Policy}").Distinct(StringComparer.Ordinal).ToList();
        var by = ways.Count > 0 ? $" by {Few(ways)}" : string.Empty;
        var on = path.Resource is { } resource ? $" on {resource}" : string.Empty;
        return path.Answer.Decision switch
        {
            AccessDecision.Allowed => $"{path.Identity.Name} was allowed {path.Action}{on}{by}.",
            AccessDecision.Conditional => $"{path.Identity.Name} was allowed {path.Action}{on}{by}, depending on {Few(path.Answer.MissingContext)}, which the portal does not know.",
            AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied when path.Somewhere is { } somewhere =>
                $"{path.Identity.Name} was allowed {path.Action} on {Few(somewhere.Resources)}{(somewhere.Entitlement is { } given ? $" by {given.Name}" : string.Empty)}; the event does not say on which resource it was called.",
            AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied =>
                $"The policies that the portal holds of {path.Identity.Name} for that time do not allow {path.Action}{on}{(hasFailed ? "." : ": what allowed this call is unknown.")}",
        };
    }
}
