using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>A person as a directory sees them.</summary>
/// <param name="Id">Their id here.</param>
/// <param name="Draft">What is said of them.</param>
/// <param name="Groups">The groups that they are in.</param>
public sealed record ProvisionedPerson(PersonId Id, PersonDraft Draft, IReadOnlyList<ProvisionedPerson.Group> Groups)
{
    /// <summary>A group.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="DisplayName">Its name.</param>
    public sealed record Group(DirectoryGroupId Id, string DisplayName);
}
