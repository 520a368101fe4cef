using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>People by what each of them has alone: whoever has one of these.</summary>
/// <param name="Ids">By their id here.</param>
/// <param name="UserNames">By what they sign in with, lower case.</param>
/// <param name="Emails">By their mail address, lower case.</param>
/// <param name="DirectoryIds">By their id in the directory.</param>
public sealed record PersonKeys(
    IReadOnlyList<PersonId> Ids, IReadOnlyList<string> UserNames, IReadOnlyList<string> Emails, IReadOnlyList<string> DirectoryIds)
{
    /// <summary>Nobody.</summary>
    public static PersonKeys None { get; } = new([], [], [], []);

    /// <summary>Whoever is in either.</summary>
    public PersonKeys Or(PersonKeys other) => new(
        [.. Ids, .. other.Ids], [.. UserNames, .. other.UserNames], [.. Emails, .. other.Emails], [.. DirectoryIds, .. other.DirectoryIds]);
}
