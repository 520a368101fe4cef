using Portal.Data.Access;

namespace Portal.Data.People.Sessions;

/// <summary>
/// What a provider calls a person. Issuer and subject together never change hands; a mail address may, so it finds a person only once, at
/// their first sign-in.
/// </summary>
public sealed class Account
{
    /// <summary>Who vouches, as the ID token names it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The person's name there: an object id in Entra ID, the subject elsewhere.</summary>
    public required string Subject { get; init; }

    /// <summary>Who they are here.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>When they first signed in with it.</summary>
    public required DateTimeOffset LinkedAt { get; init; }
}
