using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>A group as a directory sees it.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="ExternalId">Its lasting id in the directory, or null.</param>
/// <param name="Members">Who is in it; empty where they were not asked for.</param>
public sealed record ProvisionedGroup(DirectoryGroupId Id, string DisplayName, string? ExternalId, IReadOnlyList<ProvisionedGroup.Member> Members)
{
    /// <summary>A member.</summary>
    /// <param name="Id">Who.</param>
    /// <param name="Name">Their name.</param>
    public sealed record Member(PersonId Id, string Name);
}
