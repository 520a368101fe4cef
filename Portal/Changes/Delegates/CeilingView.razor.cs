using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Delegates;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes.Delegates;

/// <summary>What an agent inherits from the identity that it acts through.</summary>
public sealed partial class CeilingView
{
    private const int MostSentences = 6;
    private const int MostActions = 8;

    /// <summary>Who acts with whose rights.</summary>
    [Parameter, EditorRequired]
    public DelegateRow Delegate { get; set; } = null!;

    /// <summary>What it inherits.</summary>
    [Parameter, EditorRequired]
    public AuthorityCeiling Ceiling { get; set; } = null!;

    private bool HasRealLimit => Ceiling.Limits.Any(limit => !limit.CanBeTakenOff);

    private static string CountOf(CeilingRights rights) => rights switch
    {
        { Administrator.Kind: AdministratorKind.Everything } => "Everything is allowed",
        { Totals.Actions: 0 } => "Nothing is allowed",
        { Totals: { } totals } => $"{Words.Count(totals.Actions, "action")} in {Words.Count(totals.Services, "service")} {(totals.Actions == 1 ? "is" : "are")} allowed",
    };

    private static string Some(IReadOnlyList<string> actions, int count) => count > MostActions
        ? $"{string.Join(", ", actions.Take(MostActions))} and {Words.Number(count - MostActions)} more"
        : string.Join(", ", actions);

    private string Seen() => (Ceiling.Seen.Asserted.Keys.Order(StringComparer.Ordinal).ToList(), Ceiling.Seen.Declared.Keys.Order(StringComparer.Ordinal).ToList()) switch
    {
        ({ Count: > 0 } asserted, _) => $"A policy can tell the agent's calls by {string.Join(" and ", asserted)}, which the platform sets and the agent cannot take off.",
        (_, { Count: > 0 } declared) => $"A policy can tell the agent's calls only by {string.Join(" and ", declared)}, which the agent writes itself. A role of its own would limit it for sure.",
        _ => "Nothing is known by which a policy could tell the agent's calls from others. A role of its own would limit it for sure.",
    };
}
