namespace Portal.Data.Reviews.Drafts;

/// <summary>What became of a batch of drafts.</summary>
/// <param name="Recorded">How many answers are on record now.</param>
/// <param name="Refused">What was not submitted, and why: those that can be mended are drafts still.</param>
/// <param name="WithoutAnswer">How many drafts have no answer yet; they stay.</param>
public sealed record DraftsSubmitted(int Recorded, IReadOnlyList<ItemDecided> Refused, int WithoutAnswer);
