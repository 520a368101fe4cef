using Portal.Data.Access;

namespace Portal.Data.Reviews.Reassignment;

/// <summary>Questions to be put before somebody else.</summary>
/// <param name="Items">Which, at most <see cref="MostItems"/>; empty for all that wait for <paramref name="From"/>.</param>
/// <param name="From">Whose; null for whoever is asked about each, and where several are, the first of them.</param>
/// <param name="To">Who is asked instead.</param>
/// <param name="Reason">Why, at most <see cref="ReasonLength"/> characters.</param>
public sealed record ReassignDraft(IReadOnlyList<ReviewItemId> Items, PersonId? From, PersonId To, string Reason)
{
    /// <summary>The most items by name.</summary>
    public const int MostItems = 500;

    /// <summary>The longest reason.</summary>
    public const int ReasonLength = 1000;
}
