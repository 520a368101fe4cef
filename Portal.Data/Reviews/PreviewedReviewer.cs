using Portal.Data.Inventory;

namespace Portal.Data.Reviews;

/// <summary>Who would be asked, and about how much.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Items">About how many items.</param>
/// <param name="Agents">Of how many agents.</param>
/// <param name="Reasons">Why it is them, most frequent first.</param>
public sealed record PreviewedReviewer(PersonRef Reviewer, int Items, int Agents, IReadOnlyList<ReviewerReason> Reasons);
