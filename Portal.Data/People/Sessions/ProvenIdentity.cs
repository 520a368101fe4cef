using Portal.Data.Access;

namespace Portal.Data.People.Sessions;

/// <summary>Who a provider says that someone is, after its token was verified.</summary>
/// <param name="Provider">Which provider, as the settings name it.</param>
/// <param name="Issuer">Who vouches, as the token names it.</param>
/// <param name="Subject">The person's lasting name there.</param>
/// <param name="Name">Their name, to show. Text from outside.</param>
/// <param name="VerifiedMail">Their mail address, only if the provider says that it verified it; else null.</param>
/// <param name="Roles">Roles that the provider gives.</param>
/// <param name="ProvenAt">When they last proved to the provider that it is they, or null when it does not say.</param>
public sealed record ProvenIdentity(
    string Provider,
    string Issuer,
    string Subject,
    string Name,
    string? VerifiedMail,
    IReadOnlyList<Role> Roles,
    DateTimeOffset? ProvenAt);
