using Portal.Data.Changes;
using Portal.Data.Inventory;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Something that sets a rule off, as it was found.</summary>
/// <param name="Key">Names it, the same each time that it is found.</param>
/// <param name="Identity">Whose access.</param>
/// <param name="Entitlement">The entitlement that it is about, or null for the identity.</param>
/// <param name="Change">The change, or null when it was none, or is not known.</param>
/// <param name="At">When it happened.</param>
/// <param name="Why">What happened, in a sentence.</param>
internal sealed record FoundOccasion(string Key, IdentityId Identity, EntitlementId? Entitlement, ChangeId? Change, DateTimeOffset At, string Why);
