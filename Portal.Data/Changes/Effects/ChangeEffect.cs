namespace Portal.Data.Changes.Effects;

/// <summary>What a change did to what identities may do, worked out by the permission engine and not read from the event.</summary>
/// <param name="Identities">Those whose permissions it touches, of highest risk first, at most <see cref="Most"/>; those that it leaves as they were are among them.</param>
/// <param name="Concerned">How many it touches.</param>
/// <param name="Reason">Why nothing is worked out, one sentence; null when it is.</param>
public sealed record ChangeEffect(IReadOnlyList<ChangeEffectRow> Identities, int Concerned, string? Reason)
{
    /// <summary>How many are worked out at most.</summary>
    public const int Most = 20;

    /// <summary>Nothing that could be worked out.</summary>
    internal static ChangeEffect None(string reason) => new([], 0, reason);
}
