namespace Portal.Data.Platforms;

/// <summary>Policies that allow exactly what was asked for of what an identity can do now, to take the place of those that it holds.</summary>
/// <param name="Documents">The documents, each within the size that was asked for.</param>
/// <param name="NotAllowedNow">Actions that were asked for but are not allowed to it now: a draft never gives more than there was.</param>
/// <param name="Missing">What was asked for and the drafts do not allow, by the engine's own answer; empty when they are exact.</param>
/// <param name="Extra">What the drafts allow beyond what was asked for; empty when they are exact.</param>
/// <param name="Difference">What it could do with the drafts in place of its policies that it cannot now, and the other way round.</param>
/// <param name="Notes">What to know before using them.</param>
public sealed record PolicyDraft(
    IReadOnlyList<DraftDocument> Documents,
    IReadOnlyList<string> NotAllowedNow,
    IReadOnlyList<EffectivePermission> Missing,
    IReadOnlyList<EffectivePermission> Extra,
    PermissionDifference Difference,
    IReadOnlyList<string> Notes)
{
    /// <summary>True when the policies that it was made from are guarded, and with them the words of this one.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>True when the engine confirms that the drafts allow what was asked for, no more and no less.</summary>
    public bool IsExact => Missing.Count == 0 && Extra.Count == 0;
}
