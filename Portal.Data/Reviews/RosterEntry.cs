using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Scopes;

namespace Portal.Data.Reviews;

/// <summary>One identity that a campaign covers, and who is asked about what it holds.</summary>
/// <param name="Agent">Its agent.</param>
/// <param name="Identity">The identity.</param>
/// <param name="Subject">The person whose own access it is, or null.</param>
/// <param name="Reviewers">Who is asked first; empty when there is nobody who may answer.</param>
/// <param name="Instead">Who is asked about what somebody gave who would be asked else, by entitlement.</param>
/// <param name="Entitlements">What it holds of the campaign's scope.</param>
internal sealed record RosterEntry(
    Agent Agent,
    Identity Identity,
    PersonId? Subject,
    IReadOnlyList<ReviewerChoice> Reviewers,
    IReadOnlyDictionary<EntitlementId, IReadOnlyList<ReviewerChoice>> Instead,
    IReadOnlyList<HeldEntitlement> Entitlements)
{
    /// <summary>Who is asked about one of the entitlements.</summary>
    public IReadOnlyList<ReviewerChoice> AskedAbout(EntitlementId entitlement) => Instead.GetValueOrDefault(entitlement, Reviewers);

    /// <summary>Who is asked about which, one a person and entitlement.</summary>
    public IEnumerable<ReviewerChoice> Asked => Entitlements.SelectMany(e => AskedAbout(e.Id));
}
