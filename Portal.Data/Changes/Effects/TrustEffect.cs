using Portal.Data.Platforms;

namespace Portal.Data.Changes.Effects;

/// <summary>Who may become an identity since a change and might not before, and the other way round.</summary>
/// <param name="Gained">Whom the policy on the identity lets in since, or under fewer conditions, or no longer keeps out.</param>
/// <param name="Lost">Whom it let in before and does not any more, or keeps out since.</param>
/// <param name="Narrowed">Whom it lets in for less or under more conditions than before.</param>
/// <param name="After">How many grants it holds since.</param>
public sealed record TrustEffect(IReadOnlyList<TrustGrant> Gained, IReadOnlyList<TrustGrant> Lost, IReadOnlyList<TrustGrant> Narrowed, int After)
{
    /// <summary>True when the same may become it under the same conditions.</summary>
    public bool IsNone => Gained.Count == 0 && Lost.Count == 0 && Narrowed.Count == 0;

    /// <summary>Compares two policies on one identity: what one says that the other does not cover.</summary>
    internal static TrustEffect Of(IReadOnlyList<TrustGrant> before, IReadOnlyList<TrustGrant> after)
    {
        var came = after.Where(grant => !before.Any(grant.IsCoveredBy)).ToList();
        var went = before.Where(grant => !after.Any(grant.IsCoveredBy)).ToList();
        var narrowed = after.Where(grant => !grant.IsDeny && went.Exists(grant.IsCoveredBy)).ToList();
        // A deny that comes takes from whom it names, one that goes gives.
        return new(
            [.. came.Where(g => !g.IsDeny), .. went.Where(g => g.IsDeny)],
            [.. went.Where(g => !g.IsDeny && !narrowed.Exists(n => n.IsCoveredBy(g))), .. came.Where(g => g.IsDeny)],
            narrowed,
            after.Count);
    }
}
