namespace Portal.Tests.Support.Provider;

/// <summary>Someone whom the local provider knows.</summary>
/// <param name="Name">What they type in to sign in.</param>
/// <param name="Subject">Their lasting name there; also their object id.</param>
/// <param name="Mail">Their address, or null.</param>
/// <param name="IsMailVerified">Whether the provider vouches for it.</param>
/// <param name="Roles">App roles.</param>
/// <param name="Groups">Groups.</param>
/// <param name="HasTooManyGroups">Whether the token leaves the groups out and says so, as Entra ID does beyond 200.</param>
public sealed record LocalAccount(
    string Name,
    string Subject,
    string? Mail = null,
    bool IsMailVerified = true,
    IReadOnlyList<string>? Roles = null,
    IReadOnlyList<string>? Groups = null,
    bool HasTooManyGroups = false);
