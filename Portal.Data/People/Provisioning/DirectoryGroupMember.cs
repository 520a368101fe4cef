using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>That a person is in a group.</summary>
public sealed class DirectoryGroupMember
{
    /// <summary>The group.</summary>
    public required DirectoryGroupId GroupId { get; init; }

    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }
}
