using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Scopes;

namespace Portal.Data.Reviews;

/// <summary>One identity that a campaign covers, and who is asked about what it holds.</summary>
/// <param name="Agent">Its agent.</param>
/// <param name="Identity">The identity.</param>
/// <param name="Subject">The person whose own access it is, or null.</param>
/// <param name="Reviewer">Who is asked, or null when there is nobody who may answer.</param>
/// <param name="Entitlements">What it holds of the campaign's scope.</param>
internal sealed record RosterEntry(
    Agent Agent, Identity Identity, PersonId? Subject, ReviewerChoice? Reviewer, IReadOnlyList<HeldEntitlement> Entitlements);
