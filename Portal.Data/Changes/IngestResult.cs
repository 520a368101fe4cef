namespace Portal.Data.Changes;

/// <summary>What became of the events of one body. Everything in it is stored when this is returned.</summary>
/// <param name="Accepted">How many were stored as changes.</param>
/// <param name="Duplicates">How many were there already, or twice in the body.</param>
/// <param name="Ignored">How many are sound and say nothing about permissions or agents.</param>
/// <param name="Rejected">Those that could not be read.</param>
public sealed record IngestResult(int Accepted, int Duplicates, int Ignored, IReadOnlyList<RejectedEvent> Rejected)
{
    /// <summary>Nothing became of nothing.</summary>
    internal static IngestResult Nothing { get; } = new(0, 0, 0, []);

    /// <summary>What became of the events of both.</summary>
    internal IngestResult And(IngestResult other) => this == Nothing
        ? other
        : new(Accepted + other.Accepted, Duplicates + other.Duplicates, Ignored + other.Ignored, [.. Rejected, .. other.Rejected]);
}
