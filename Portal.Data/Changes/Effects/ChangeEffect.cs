namespace Portal.Data.Changes.Effects;

/// <summary>What a change did to what identities may do, or to who may become them, worked out by the permission engine and not read from the event.</summary>
/// <param name="Identities">Those that it touches: whose risk it moved most first, then whose permissions, at most <see cref="Most"/>; those that it leaves as they were come last.</param>
/// <param name="Concerned">How many it touches.</param>
/// <param name="Reason">Why nothing is worked out, one sentence; null when it is.</param>
public sealed record ChangeEffect(IReadOnlyList<ChangeEffectRow> Identities, int Concerned, string? Reason)
{
    /// <summary>How many are listed at most.</summary>
    public const int Most = 20;

    /// <summary>How many were looked at: those of highest risk when it touches more.</summary>
    public int Weighed { get; init; }

    /// <summary>For how many of those it means something.</summary>
    public int Different { get; init; }

    /// <summary>By how much it moved the risk of the identity that it moved most, up before down; null when nothing is worked out.</summary>
    public int? RiskDelta { get; init; }

    /// <summary>The worst of <see cref="ChangeEffectRow.Certification"/>; null when nothing is worked out.</summary>
    public Inventory.Certificates.Certification? Certification { get; init; }

    /// <summary>Nothing that could be worked out.</summary>
    internal static ChangeEffect None(string reason) => new([], 0, reason);
}
