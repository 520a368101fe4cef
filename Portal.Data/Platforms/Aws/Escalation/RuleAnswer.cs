using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>Whether something is allowed, and if that depends, on what.</summary>
/// <param name="Holds">Yes, no or depends.</param>
/// <param name="Conditions">On what; empty unless it depends.</param>
internal readonly record struct RuleAnswer(Truth Holds, IReadOnlyList<string> Conditions)
{
    /// <summary>No.</summary>
    public static RuleAnswer No { get; } = new(Truth.No, []);

    /// <summary>Yes.</summary>
    public static RuleAnswer Yes { get; } = new(Truth.Yes, []);

    /// <summary>Both must hold.</summary>
    public RuleAnswer And(RuleAnswer other) => (Holds, other.Holds) switch
    {
        (Truth.No, _) or (_, Truth.No) => No,
        (Truth.Yes, _) => other,
        (_, Truth.Yes) => this,
        _ => new(Truth.Unknown, [.. Conditions.Union(other.Conditions, StringComparer.Ordinal)]),
    };

    /// <summary>One is enough: the surer, and of two that depend the one that depends on less.</summary>
    public RuleAnswer Or(RuleAnswer other) =>
        other.Holds > Holds || (other.Holds == Holds && other.Conditions.Count < Conditions.Count) ? other : this;

    /// <summary>The same if <paramref name="condition"/> holds besides.</summary>
    public RuleAnswer If(string? condition) => condition is null || Holds == Truth.No ? this : And(new(Truth.Unknown, [condition]));
}
