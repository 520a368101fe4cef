using Portal.Data.Access;

namespace Portal.Data.Reviews.Stages;

/// <summary>Who may not answer about one entitlement, because it is too much their own.</summary>
/// <param name="Subject">The person whose own access it is, or null.</param>
/// <param name="Granters">People who gave it, as far as changes show.</param>
/// <param name="SoleOwner">Who owns the agent and has nobody beside them, where nobody else has to agree; else null.</param>
public sealed record Independence(PersonId? Subject, IReadOnlyCollection<PersonId> Granters, PersonId? SoleOwner)
{
    /// <summary>Nobody is kept from answering but the person whose own access it is.</summary>
    public static Independence Of(PersonId? subject) => new(subject, [], SoleOwner: null);

    /// <summary>The owner where nobody stands beside them: there is no sponsor, or it is themselves.</summary>
    public static PersonId? SoleOwnerOf(PersonId? owner, PersonId? sponsor) => sponsor is null || sponsor == owner ? owner : null;

    /// <summary>Why a person may not answer; null when they may.</summary>
    public PassedOver? Refusal(PersonId person) => person switch
    {
        _ when person == Subject => PassedOver.OwnAccess,
        _ when Granters.Contains(person) => PassedOver.GaveIt,
        _ when person == SoleOwner => PassedOver.OwnsItAlone,
        _ => null,
    };
}
