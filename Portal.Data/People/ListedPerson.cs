using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>What a list says of a person, for the record.</summary>
/// <param name="Person">Who they are.</param>
/// <param name="Roles">The roles given to them.</param>
/// <param name="AuditorUntil">Until when they read as an auditor, or null.</param>
internal sealed record ListedPerson(PersonDraft Person, IReadOnlyList<Role> Roles, DateTimeOffset? AuditorUntil)
{
    /// <summary>What a list that was imported now would say.</summary>
    public static ListedPerson Of(Person person) => new(PersonDraft.Of(person), person.AssignedRoles, person.AuditorUntil?.ToMicrosecond());
}
