using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>An answer as programs send it.</summary>
/// <param name="Decision">The answer.</param>
/// <param name="Justification">Why, or null.</param>
/// <param name="Until">Up to when an attestation is good, or null.</param>
/// <param name="ItemId">The item; only where many are sent at once.</param>
/// <param name="Revision">The item's revision that was looked at, or null.</param>
internal sealed record DecisionBody(DecisionKind? Decision, string? Justification, DateTimeOffset? Until, Guid? ItemId, int? Revision)
{
    /// <summary>The answer to <paramref name="item"/>.</summary>
    public Answer To(ReviewItemId item) => new(item, Decision!.Value, Justification ?? string.Empty, Until?.ToUniversalTime(), Revision);
}
