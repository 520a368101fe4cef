using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>Someone in the organization: a user of the portal, an owner or sponsor of agents.</summary>
public sealed class Person
{
    /// <summary>Their id.</summary>
    public PersonId Id { get; init; } = PersonId.New();

    /// <summary>Their mail address, lower case, unique.</summary>
    public required string Email { get; set; }

    /// <summary>What they sign in with at the directory, lower case, unique; or null when it is their mail address.</summary>
    public string? UserName { get; set; }

    /// <summary>Their lasting id in the organization's directory (Entra's object id, SCIM's external id), unique; or null when only the address is known.</summary>
    public string? DirectoryId { get; set; }

    /// <summary>Their name.</summary>
    public required string Name { get; set; }

    /// <summary>What they do, or null.</summary>
    public string? Title { get; set; }

    /// <summary>Where they work, or null.</summary>
    public string? Department { get; set; }

    /// <summary>Their manager, or null.</summary>
    public PersonId? ManagerId { get; set; }

    /// <summary>False once they left: they can do nothing here any more, and their agents need a new owner.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When the directory removed them, or null: they are kept for the record, and it does not see them any more.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>When the directory that is read by the portal last said something of them, or null for never.</summary>
    public DateTimeOffset? SyncedAt { get; set; }

    /// <summary>Roles given to them; <see cref="Role.Owner"/> and <see cref="Role.Manager"/> follow from what they own and who reports to them.</summary>
    public IReadOnlyList<Role> AssignedRoles { get; set; } = [];

    /// <summary>Until when the role <see cref="Role.Auditor"/> holds, if it was given; null gives nothing.</summary>
    public DateTimeOffset? AuditorUntil { get; set; }

    /// <summary>Their IANA time zone, or null when unknown.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The assigned roles that hold at <paramref name="now"/>.</summary>
    public IEnumerable<Role> RolesAt(DateTimeOffset now) => AssignedRoles.Where(role => role != Role.Auditor || AuditorUntil > now);
}
