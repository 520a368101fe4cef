using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Reassignment;

namespace Portal.Reviews;

/// <summary>Questions to be put before somebody else, as the API takes them.</summary>
/// <param name="Items">Which; null or empty for all that wait for <paramref name="From"/>.</param>
/// <param name="From">Whose, or null.</param>
/// <param name="To">Who is asked instead.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReassignBody(IReadOnlyList<Guid>? Items, Guid? From, Guid? To, string? Reason)
{
    /// <summary>The same as the command takes it.</summary>
    public ReassignDraft ToDraft() => new(
        [.. (Items ?? []).Distinct().Select(i => new ReviewItemId(i))],
        From is { } from ? new PersonId(from) : null,
        new PersonId(To ?? Guid.Empty),
        Reason ?? string.Empty);
}
