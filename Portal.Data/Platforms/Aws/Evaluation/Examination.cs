using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>A decision with all that it was made from.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Matches">Every statement that is, or may be, about the request; none for calls that always work.</param>
internal sealed record Examination(AccessDecision Decision, IReadOnlyList<StatementMatch> Matches)
{
    /// <summary>What one kind of policy says by itself: it surely denies, surely allows, or neither.</summary>
    public AccessDecision Of(PolicyLayer layer, int? level = null)
    {
        var own = Matches.Where(match => match.Layer == layer && (level is null || match.Level == level) && match.Holds == Truth.Yes).ToList();
        return own.Exists(match => !match.IsAllow) ? AccessDecision.ExplicitlyDenied
            : own.Count > 0 ? AccessDecision.Allowed
            : AccessDecision.ImplicitlyDenied;
    }
}
