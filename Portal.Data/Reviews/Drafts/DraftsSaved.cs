namespace Portal.Data.Reviews.Drafts;

/// <summary>What became of drafts that were to be saved.</summary>
/// <param name="Outcome"><see cref="Decided.Recorded"/>, <see cref="Decided.AlreadySo"/> where they were there already, or <see cref="Decided.NotOpen"/>.</param>
/// <param name="Saved">How many were written.</param>
/// <param name="Dropped">How many were taken away because they say nothing any more.</param>
/// <param name="NotTheirs">Items that the caller is not, or no longer, asked about: nothing was kept of those.</param>
public sealed record DraftsSaved(Decided Outcome, int Saved, int Dropped, IReadOnlyList<ReviewItemId> NotTheirs);
